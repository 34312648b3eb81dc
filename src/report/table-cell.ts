import { visible } from './visible.js';

/** A text as code in a cell of a Markdown table. */
export function codeCell(content: string): string {
  return `\`${visible(content).replaceAll('|', '\\|').replaceAll('`', "'")}\``;
}

/** A text as plain text in a cell of a Markdown table: angle brackets do not open tags. */
export function textCell(content: string): string {
  return visible(content).replaceAll('|', '\\|').replaceAll('<', '&lt;');
}

/** A text that comes from an API as plain text in Markdown: it opens no tag, link or picture, and changes no type. */
export function foreignCell(content: string): string {
  return visible(content).replaceAll(/[\\`*_~[\]<>!|&#]/g, '\\$&');
}
