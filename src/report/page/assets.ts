import { readFileSync } from 'node:fs';
import path from 'node:path';

/** A style sheet or a script beside the sources. They are files of their own, so that tools understand them. */
function read(...file: string[]): string {
  return readFileSync(path.join(__dirname, '..', ...file), 'utf8');
}

/** The look that all our pages share. */
export function theme(): string {
  return read('look', 'theme.css');
}

/** The look of the page of a run. */
export function pageStyle(): string {
  return `${theme()}\n${read('page', 'page.css')}`;
}

/** The script of the page of a run. */
export function pageScript(): string {
  return script('element.js', 'data.js', 'state.js', 'cases.js', 'detail.js', 'keys.js', 'main.js');
}

/** The script of a page of tables with one search. */
export function tableSearch(): string {
  return script('element.js', 'table-search.js');
}

/** Several files as one script, in one scope of its own. */
function script(...files: readonly string[]): string {
  return `(() => {\n'use strict';\n${files.map((file) => read('page', 'client', file)).join('\n')}\n})();`;
}
