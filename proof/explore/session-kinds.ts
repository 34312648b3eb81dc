import type { SessionKind } from '../../src/model/session-kind.js';

/**
 * The kinds of sessions, by the letter that a path names them with. Each makes something visible: a screen has a rate,
 * stealth gives the switch of the default proxy its meaning, a recording gives force its own; the last five are made as
 * hardly any session is.
 */
export const KINDS = {
  s: { headless: false, stealth: true, recording: false },
  h: { headless: true, stealth: false, recording: false },
  r: { headless: false, stealth: false, recording: true },
  f: { headless: false, stealth: false, recording: false },
  q: { headless: true, stealth: true, recording: false },
  k: {
    ...{ headless: false, stealth: false, recording: false },
    special: 'in kiosk mode, with a profile and no viewport',
  },
  t: { headless: false, stealth: true, recording: true, special: 'recorded twice' },
  b: { headless: false, stealth: false, recording: false, special: 'recorded before' },
  o: { headless: false, stealth: false, recording: false, special: 'in kiosk mode' },
  g: { headless: false, stealth: false, recording: true, special: 'with a GPU' },
} as const satisfies Record<string, SessionKind>;
export type KindLetter = keyof typeof KINDS;
export const IN_TURN: readonly KindLetter[] = ['s', 'h', 'r', 'k', 'f', 't', 'q', 'b', 'o', 'g'];

/** Is it the letter of a kind? */
export function isKindLetter(letter: string): letter is KindLetter {
  return Object.hasOwn(KINDS, letter);
}
