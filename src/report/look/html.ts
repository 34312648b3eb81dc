import { visible } from '../visible.js';

/** Markup that was made by `html`, and so holds no text of anybody that was not escaped. */
export class Html {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}

/** What may stand in a template: text is escaped, markup is not, and what is undefined or false is left out. */
export type Content = Html | string | number | undefined | false | readonly Content[];

const MEANING: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** A template of markup. Everything that is filled in is text, between tags or in quotes, unless it is markup itself. */
export function html(parts: TemplateStringsArray, ...values: readonly Content[]): Html {
  const filled = values.map((value, index) => `${markup(value)}${parts[index + 1] ?? ''}`);
  return new Html(`${parts[0] ?? ''}${filled.join('')}`);
}

/** Markup in a row, each part on a line of its own. */
export function lines(parts: readonly Html[]): Html {
  return new Html(parts.map(({ text }) => text).join('\n'));
}

/** Markup of our own files, such as a style sheet: never a text that comes from an API. */
export function ours(text: string): Html {
  return new Html(text);
}

/** A text as code. Ids and pointers are long, and break best behind a slash or a dot. */
export function code(text: string): Html {
  return new Html(`<code>${markup(text).replaceAll(/[/.](?=\w)/g, '$&<wbr>')}</code>`);
}

/** JSON for a script element of a type that no browser runs; no text in it can end the element. */
export function jsonScript(id: string, value: unknown): Html {
  const json = JSON.stringify(value).replaceAll('<', String.raw`\u003c`);
  return new Html(`<script type="application/json" id="${id}">${json}</script>`);
}

function markup(value: Content): string {
  if (value === undefined || value === false) return '';
  if (value instanceof Html) return value.text;
  if (typeof value === 'object') return value.map(markup).join('');
  return shown(String(value)).replaceAll(/[&<>"']/g, (character) => MEANING[character] ?? '');
}

/** What cannot be seen is shown; only line feeds stay what they are. */
function shown(text: string): string {
  return text.split('\n').map(visible).join('\n');
}
