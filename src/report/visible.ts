import { inert } from './inert.js';

/** A text on one line in which each character that cannot be seen, or that acts on a terminal or a CI system, stands as `\u001b`. */
export function visible(text: string): string {
  return inert(text, '');
}

let format: Intl.NumberFormat | undefined; // making one takes a hundred times as long as using it

/** A whole number with its thousands apart: `1 048 576`. */
export function grouped(count: number): string {
  format ??= new Intl.NumberFormat('en', { maximumFractionDigits: 0 });
  return format.format(count).replaceAll(',', ' ');
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
