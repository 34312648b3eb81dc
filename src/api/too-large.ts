/** What `CONTRACT_MAX_BODY_MB` counts in. */
export const MB = 1_000_000;

/**
 * Longest body that is read where no setting says otherwise. A session takes some kilobytes; an answer that quotes the
 * largest body that the suite sends, a string of 1 MiB, still fits.
 */
export const DEFAULT_BODY_MB = 2;

/** However short it is, a body with more members and items than these takes too much memory to parse and to judge. */
const MOST_MEMBERS = 10_000;

/** So much of such a body is redacted. Less of it is shown: a secret that the end of what is shown cuts is masked whole. */
export const BEGINNING = 8000;

/** A body is larger than the suite judges; the message says in which way. */
export class TooLarge extends Error {
  override readonly name = 'TooLarge';
  /** How it began, where that can be read. */
  readonly beginning: string;
  constructor(message: string, beginning = '') {
    super(message);
    this.beginning = beginning;
  }
}

export function tooLong(limitBytes: number, beginning?: string): TooLarge {
  return new TooLarge(`the body is longer than ${limitBytes / MB} MB (CONTRACT_MAX_BODY_MB)`, beginning);
}

/** @throws TooLarge where a text, if it is JSON, has too many members and items. */
export function expectFewMembers(text: string): void {
  if (text.length <= MOST_MEMBERS || !/^\s*[[{]/.test(text)) return;
  let members = 0;
  for (let at = 0; at < text.length; at += 1) {
    const character = text[at];
    if (character === '"') at = endOfString(text, at);
    else if (character === ',' || character === '[' || character === '{') members += 1;
    if (members > MOST_MEMBERS) {
      throw new TooLarge(
        `the body has more than ${MOST_MEMBERS} members and items`,
        text.slice(0, BEGINNING),
      );
    }
  }
}

/** Where the string that begins at a quote ends. */
function endOfString(text: string, start: number): number {
  for (let at = start + 1; at < text.length; at += 1) {
    if (text[at] === '\\') at += 1;
    else if (text[at] === '"') return at;
  }
  return text.length;
}
