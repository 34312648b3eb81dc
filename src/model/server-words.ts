/** What a server says, as the last part of a reason. */
export function inQuotes(says: string): string {
  return `the server says: "${says}"`;
}

/** A reason without what the server says, which may hold ids: cases with the same one belong together. */
export function withoutWords(reason: string): string {
  return reason.replace(/; the server says: "[^]*"$/, '');
}
