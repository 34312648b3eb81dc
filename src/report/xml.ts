import { inert } from './inert.js';

/** What must be a reference. XML cannot hold most control characters at all (section 2.2): they are escaped before. */
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

/** Text as the content of an element. A parser gives it back but for what `inert` escapes. */
export function xmlText(text: string): string {
  // A bare carriage return would be read back as a newline (section 2.11).
  return inert(text, '\t\n\r').replace(/[&<>\r]/g, (found) => REFERENCES[found] ?? found);
}

/** Text as an attribute's value in double quotes; newlines and tabs survive the parser's normalisation (section 3.3.3). */
function xmlAttribute(text: string): string {
  return inert(text, '\t\n\r').replace(/[&<>"\t\n\r]/g, (found) => REFERENCES[found] ?? found);
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
