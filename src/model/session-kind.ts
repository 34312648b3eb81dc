/** What a session must be from its creation on, because no update can change it, or no update can undo it. */
export interface SessionKind {
  readonly headless: boolean;
  readonly stealth: boolean;
  /** A replay is being recorded. */
  readonly recording: boolean;
  /** What it has besides from its creation on. Left out: nothing. */
  readonly special?: SpecialSession;
}

/** How few sessions are created: most cases must not depend on it. */
type SpecialSession =
  | 'in kiosk mode'
  | 'in kiosk mode, with a profile and no viewport'
  | 'without a viewport'
  | 'with a GPU'
  | 'recorded twice'
  | 'recorded before';

/** Has it a profile from its creation on, shown or not? */
export function isCreatedWithProfile({ special }: SessionKind): boolean {
  return special === 'in kiosk mode, with a profile and no viewport';
}

/** Does a session of the one kind serve a case that needs the other? */
export function isSameKind(a: SessionKind, b: SessionKind): boolean {
  return keyOfKind(a) === keyOfKind(b);
}

/** The same for kinds that are the same. */
export function keyOfKind({ headless, stealth, recording, special }: SessionKind): string {
  return JSON.stringify([headless, stealth, recording, special]);
}

/** How many recordings of it are running when it is fresh. */
export function recordingsOf({ recording, special }: SessionKind): number {
  if (!recording) return 0;
  return special === 'recorded twice' ? 2 : 1;
}
