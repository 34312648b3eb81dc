import { cut, type Redacted } from './cut.js';
import { find } from './find.js';
import { partlyUnescaped } from './readings.js';
import { SHORTEST_SECRET } from './token-shapes.js';

/** Removes secrets from captured text before anything stores it. */
export interface Redactor {
  /**
   * Remembers a secret, which `text` then shows as `[name]`.
   * @throws Error when the secret is so short that masking it would also mask ordinary text, or the name cannot be a mask.
   */
  learn(name: string, secret: string): void;
  /**
   * Masks every learned secret, in any nesting of encodings, and every value that is a token by its shape or its name.
   * JSON stays JSON; everything else stays as it was, byte for byte; masking a second time changes nothing.
   * The work is linear in the length of the text: one whose encodings would take more is not shown at all.
   */
  text(raw: string): Redacted;
}

const NOT_SEARCHED = '[not shown: too much in it may be encoded]';

/** Short texts recur: the results for this many of them are cached. */
const LONGEST_REMEMBERED = 80;
const MOST_REMEMBERED = 500;

/** Creates a redactor that knows no secrets yet, but already masks tokens by their shape. */
export function createRedactor(): Redactor {
  /** The name of each form of a secret that undoing encodings may leave. */
  const names = new Map<string, string>();
  const short = new Map<string, Redacted>();
  const redacted = (raw: string): Redacted => {
    const spans = find(raw, names);
    return spans === undefined ? { text: NOT_SEARCHED, found: [] } : cut(raw, spans);
  };
  return {
    learn(name, secret) {
      expectUsable(name, secret, names);
      for (const form of formsOf(secret)) if (!names.has(form)) names.set(form, name);
      short.clear();
    },
    text(raw) {
      if (raw.length > LONGEST_REMEMBERED) return redacted(raw);
      const known = short.get(raw) ?? redacted(raw);
      if (short.size >= MOST_REMEMBERED) short.clear();
      short.set(raw, known);
      return known;
    },
  };
}

function expectUsable(name: string, secret: string, names: ReadonlyMap<string, string>): void {
  if (secret.length < SHORTEST_SECRET) {
    throw new Error(
      `The secret ${name} has fewer than ${SHORTEST_SECRET} characters, so masking it would also mask ordinary text.`,
    );
  }
  if (!/^[\w.-]+$/.test(name)) {
    // The name is not shown: if a caller swapped the arguments, it is the secret.
    throw new Error('The name of a secret must consist of letters, digits, dots, hyphens and underscores.');
  }
  const hidden = [...names.keys(), ...formsOf(secret)];
  if ([...names.values(), name].some((shown) => hidden.some((form) => shown.includes(form)))) {
    throw new Error(
      'A secret is part of a name that is shown in place of a secret, so masking cannot hide it.',
    );
  }
}

/** Every form of a secret that no undoing of encodings turns back into its plain text. */
function formsOf(secret: string): string[] {
  return [secret, secret.toLowerCase(), secret.toUpperCase()] // names of headers come in lower case
    .flatMap(partlyUnescaped)
    .flatMap((form) => [
      form,
      Buffer.from(form, 'utf8').toString('latin1'), // bytes are read one by one
      form.replaceAll(' ', '+'), // how a form encodes a space
    ])
    .filter((form) => form.length >= SHORTEST_SECRET);
}
