/** What a session must be from its creation on, because no update can change it, or no update can undo it. */
export interface SessionKind {
  readonly headless: boolean;
  readonly stealth: boolean;
  /** A replay is being recorded. */
  readonly recording: boolean;
}
