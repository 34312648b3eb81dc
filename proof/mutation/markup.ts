import { visible } from '../../src/report/visible.js';

const MEANING: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** A text that stands in HTML, between tags or in quotes, as what it is; what cannot be seen is shown. */
export function markup(text: string): string {
  return visible(text).replaceAll(/[&<>"']/g, (character) => MEANING[character] ?? '');
}

/** A text as code. Ids and pointers are long, and break best behind a slash. */
export function codeMarkup(text: string): string {
  return `<code>${markup(text).replaceAll('/', '/<wbr>')}</code>`;
}
