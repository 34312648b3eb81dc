import { validateXML } from 'xmllint-wasm';

/** What a parser finds in a JUnit file; for tests. */
export interface JunitContent {
  /** The attributes of the whole. */
  readonly whole: Readonly<Record<string, string>>;
  readonly suites: readonly JunitSuite[];
  readonly properties: Readonly<Record<string, string>>;
  /** Those of all suites. */
  readonly cases: readonly JunitCase[];
}

interface JunitSuite {
  readonly attributes: Readonly<Record<string, string>>;
  readonly cases: readonly JunitCase[];
}

/** `element`, `type`, `message` and `text` are those of what the case signals, `output` is its `system-out`. */
type JunitCase = Readonly<Record<string, string>>;

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
  const suites = [
    ...normalized.matchAll(new RegExp(`<testsuite(?!s)${ATTRIBUTES}>([^]*?)</testsuite>`, 'g')),
  ].map(([, own, content = '']) => ({ attributes: attributes(own), cases: casesIn(content) }));
  const properties = [...normalized.matchAll(new RegExp(`<property${ATTRIBUTES}>`, 'g'))].map(([, found]) =>
    attributes(found),
  );
  return {
    whole: attributes(new RegExp(`<testsuites${ATTRIBUTES}>`).exec(normalized)?.[1]),
    suites,
    properties: Object.fromEntries(properties.map(({ name = '', value = '' }) => [name, value])),
    cases: suites.flatMap(({ cases }) => cases),
  };
}

function casesIn(suite: string): JunitCase[] {
  return [...suite.matchAll(new RegExp(`<testcase${ATTRIBUTES}>([^]*?)</testcase>`, 'g'))].map(
    ([, own, content = '']) => {
      const signal = new RegExp(`^<(failure|error|skipped)${ATTRIBUTES}>([^]*?)</\\1>`).exec(content);
      const inner = signal === null ? {} : { element: signal[1] ?? '', text: plain(signal[3] ?? '') };
      const output = /<system-out>([^]*)<\/system-out>$/.exec(content);
      return {
        ...attributes(own),
        ...inner,
        ...attributes(signal?.[2]),
        ...(output === null ? {} : { output: plain(output[1] ?? '') }),
      };
    },
  );
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
