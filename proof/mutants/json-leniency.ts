import { crashingOn, isJson, readingText, refusingText, textOf } from './body-text.js';
import { inArea, PATCH, response, type Mutant, type Row } from './mutant.js';

const CONTENT = `${PATCH}/requestBody/content/application~1json`;
const NAN = /:\s*-?(?:NaN|Infinity)\b/;

/** Readers of JSON that take more than RFC 8259 calls JSON, or less. */
export const jsonLeniency: readonly Mutant[] = inArea('whole update', [
  takes('nan', 'NaN and Infinity are accepted and count as left out', (text) =>
    text.replaceAll(/,\s*"\w+"\s*:\s*-?(?:NaN|Infinity)\b|"\w+"\s*:\s*-?(?:NaN|Infinity)\s*,/g, ''),
  ),
  takes('comments', 'Comments are accepted', (text) =>
    text.replaceAll(/\/\*.*?\*\/|\/\/[^\n"]*(?=\n|$)/gs, ''),
  ),
  takes('single-quotes', 'Texts in single quotes are accepted', (text) => text.replaceAll("'", '"')),
  takes('bare-names', 'Names of members without quotes are accepted', (text) =>
    text.replaceAll(/([{,]\s*)([a-z_]+)\s*:/g, '$1"$2":'),
  ),
  takes('leading-zeros', 'Numbers with leading zeros are accepted', (text) =>
    text.replaceAll(/([:,[]\s*)0+(?=[1-9])/g, '$1'),
  ),
  takes('bad-escapes', 'Escapes that JSON does not have are accepted', (text) =>
    text.replaceAll(/\\(?!["\\/bfnrtu])/g, ''),
  ),
  takes('unclosed-objects', 'Objects whose ends are missing are accepted', (text) => `${text}}}`),
  takes('control-characters', 'Tabs and line feeds inside of texts are accepted', (text) =>
    text.replaceAll(/[\n\t]/g, ''),
  ),
  {
    name: 'json-nan-as-500',
    sentence: 'NaN in a body is answered with 500.',
    clause: response(400),
    how: crashingOn((call) => NAN.test(textOf(call))),
  },
  {
    name: 'json-after-whitespace-refused',
    sentence: 'Whitespace before the JSON of an update is refused.',
    clause: CONTENT,
    how: refusingText((text) => /^\s/.test(text)),
  },
  {
    name: 'json-in-lines-refused',
    sentence: 'A line feed between two tokens of an update is refused.',
    clause: CONTENT,
    how: refusingText((text) => /[:{,]\s*\n/.test(text)),
  },
  {
    name: 'json-cut-off',
    sentence: 'What comes after four kilobytes of an update is not read.',
    clause: CONTENT,
    how: readingText((text) => text.slice(0, 4096)),
  },
  {
    name: 'json-escaped-names-ignored',
    sentence: 'A member whose name holds an escape is not recognised.',
    clause: CONTENT,
    how: readingText((text) => text.replaceAll(/"[^"]*\\u[0-9a-f]{4}[^"]*"(?=\s*:)/gi, '"unknown"')),
  },
]);

/** A mutant that mends text that is not JSON, where that makes it JSON. */
function takes(slug: string, words: string, mend: (text: string) => string): Row {
  const how = readingText((text) => (isJson(text) || !isJson(mend(text)) ? text : mend(text)));
  return { name: `json-${slug}-accepted`, sentence: `${words}.`, clause: CONTENT, how };
}
