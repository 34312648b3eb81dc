/**
 * What a terminal, an XML parser or a reader could be misled by: C0 and C1 controls, lone surrogates, line and
 * paragraph separators, the marks that turn the direction of text round, the byte order mark, U+FFFE and U+FFFF.
 */
const MISLEADING = /[\p{Cc}\p{Cs}\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff]/gu;

/** A text on one line in which each character that cannot be seen, or that acts on a terminal, stands as `\u001b`. */
export function visible(text: string): string {
  return text.replace(MISLEADING, escaped);
}

/** The six characters that stand for one that cannot be shown: `\u0000`. */
export function escaped(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}

const whole = new Intl.NumberFormat('en', { maximumFractionDigits: 0 });

/** A whole number with its thousands apart: `1 048 576`. */
export function grouped(count: number): string {
  return whole.format(count).replaceAll(',', ' ');
}

/**
 * At most `limit` characters of a text; what is cut is shown by the length of the whole: `abc… (1 048 576 characters)`.
 * @param length of the whole, where the text is only its beginning.
 */
export function cut(text: string, limit: number, length = text.length): string {
  if (text.length <= limit && text.length === length) return text;
  // Half of a surrogate pair at the end would show as an escape that nobody sent.
  const end = /[\ud800-\udbff]/.test(text.charAt(limit - 1)) ? limit - 1 : limit;
  return `${text.slice(0, end)}… (${grouped(length)} characters)`;
}

/** A count with its noun: `1 case`, `3 cases`. */
export function counted(count: number, noun: string): string {
  return `${grouped(count)} ${noun}${count === 1 ? '' : 's'}`;
}
