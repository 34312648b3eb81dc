/** A pattern for Mocha's --grep that selects the cases with these ids and no others: a title is groups, id, sentence. */
export function exactly(ids: readonly string[]): string {
  return `(^| )(${ids.map(literally).join('|')}) `;
}

/** A pattern that matches a text and nothing else. */
export function literally(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\/]/g, String.raw`\$&`);
}
