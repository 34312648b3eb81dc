import { escaped } from './visible.js';

/** Everything outside the production Char of XML 1.0 (section 2.2): not even a character reference may name these. */
const NOT_XML = /[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/gu;

const REFERENCES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;', // also what keeps `]]>` out of text
  '"': '&quot;',
  '\t': '&#9;',
  '\n': '&#10;',
  '\r': '&#13;',
};

/** Attributes in the order of writing; one that is undefined is left out. */
export type Attributes = Readonly<Record<string, string | number | undefined>>;

/** Text as the content of an element. A parser gives back every character but those XML cannot hold: they read `\u0000`. */
export function xmlText(text: string): string {
  // A bare carriage return would be read back as a newline (section 2.11).
  return text.replace(NOT_XML, escaped).replace(/[&<>\r]/g, (found) => REFERENCES[found] ?? found);
}

/** Text as an attribute's value in double quotes; newlines and tabs survive the parser's normalisation (section 3.3.3). */
function xmlAttribute(text: string): string {
  return text.replace(NOT_XML, escaped).replace(/[&<>"\t\n\r]/g, (found) => REFERENCES[found] ?? found);
}

/**
 * One element.
 * @param content markup, already escaped; without it the element is empty.
 */
export function xmlElement(name: string, attributes: Attributes, content = ''): string {
  const written = Object.entries(attributes).map(([key, value]) =>
    value === undefined ? '' : ` ${key}="${xmlAttribute(String(value))}"`,
  );
  const start = `<${name}${written.join('')}`;
  return content === '' ? `${start}/>` : `${start}>${content}</${name}>`;
}
