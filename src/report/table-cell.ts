import { visible } from './visible.js';

/** A text as code in a cell of a Markdown table. */
export function codeCell(content: string): string {
  return `\`${visible(content).replaceAll('|', '\\|').replaceAll('`', "'")}\``;
}

/** A text as plain text in a cell of a Markdown table: angle brackets do not open tags. */
export function textCell(content: string): string {
  return visible(content).replaceAll('|', '\\|').replaceAll('<', '&lt;');
}
