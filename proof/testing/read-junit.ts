import { validateXML } from 'xmllint-wasm';

/** What a parser finds in a JUnit file; for tests. */
export interface JunitContent {
  readonly suites: Readonly<Record<string, string>>;
  readonly suite: Readonly<Record<string, string>>;
  readonly properties: Readonly<Record<string, string>>;
  /** `element`, `type`, `message` and `text` are those of the case's only child, where it has one. */
  readonly cases: readonly Readonly<Record<string, string>>[];
}

/** The attributes of a start tag; the canonical form leaves `>` in their values as it is. */
const ATTRIBUTES = '((?: [a-z]+="[^"]*")*)';

/**
 * Reads a JUnit file by way of its canonical form (C14N 1.0), which a real parser writes: every attribute in double
 * quotes, every element with an end tag, no CDATA, and a handful of references left.
 * @throws Error with the parser's words when the text is not well-formed.
 */
export async function readJunit(xml: string): Promise<JunitContent> {
  const { valid, normalized, rawOutput } = await validateXML({ xml, normalization: 'c14n' });
  if (!valid) throw new Error(`The JUnit file is not well-formed: ${rawOutput}`);
  const suites = attributes(new RegExp(`<testsuites${ATTRIBUTES}>`).exec(normalized)?.[1]);
  const suite = attributes(new RegExp(`<testsuite(?!s)${ATTRIBUTES}>`).exec(normalized)?.[1]);
  const properties = [...normalized.matchAll(new RegExp(`<property${ATTRIBUTES}>`, 'g'))].map(([, found]) =>
    attributes(found),
  );
  return {
    suites,
    suite,
    properties: Object.fromEntries(properties.map(({ name = '', value = '' }) => [name, value])),
    cases: [...normalized.matchAll(new RegExp(`<testcase${ATTRIBUTES}>([^]*?)</testcase>`, 'g'))].map(
      ([, own, content = '']) => {
        const child = new RegExp(`^<([a-z-]+)${ATTRIBUTES}>([^]*)</\\1>$`).exec(content);
        const inner = child === null ? {} : { element: child[1] ?? '', text: plain(child[3] ?? '') };
        return { ...attributes(own), ...inner, ...attributes(child?.[2]) };
      },
    ),
  };
}

function attributes(text = ''): Record<string, string> {
  const found = [...text.matchAll(/([a-z]+)="([^"]*)"/g)];
  return Object.fromEntries(found.map(([, name = '', value = '']) => [name, plain(value)]));
}

const NAMED: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"' };

function plain(text: string): string {
  return text.replace(/&(?:#x([0-9A-F]+)|([a-z]+));/g, (found, code: string | undefined, name = '') =>
    code === undefined ? (NAMED[String(name)] ?? found) : String.fromCodePoint(parseInt(code, 16)),
  );
}
