import { xmlElement, xmlText } from './xml.js';
import { cut } from './visible.js';

/** What a test case signals to a CI server: the element of the same name, or none. */
export type Signal = 'failure' | 'error' | 'skipped' | 'none';

/** A test case before it is written. */
export interface TestCase {
  readonly signal: Signal;
  readonly attributes: Readonly<Record<string, string>>;
  /** With a signal: its kind in a word, and in a line. */
  readonly type?: string;
  readonly message?: string;
  /** What the signal means, for people, in lines. */
  readonly text?: string;
  /** Where its row stands, `specs/viewport.spec.ts:12:3`: stands below the text as in a stack, whatever is cut. */
  readonly place?: string;
  /** What is to be said of it however it ended. */
  readonly output?: string;
}

/** CI servers refuse or cut files that are larger. */
const MOST_BYTES = 1_000_000;
/** Room for what is not a test case: the suites and their properties. */
const FRAME = 40_000;
/** The longest text and message of a test case: the first for which the whole is small enough. */
const LONGEST = [
  [20_000, 4000],
  [4000, 2000],
  [2000, 1000],
  [1000, 500],
  [300, 200],
  [0, 40],
] as const;

/** Test cases as XML, of less than a megabyte: all of them, with texts that are cut where there are many long ones. */
export function testCasesXml(testCases: readonly TestCase[]): string[] {
  let written: string[] = [];
  for (const [text, message] of LONGEST) {
    written = testCases.map((testCase) => testCaseXml(testCase, text, message));
    const bytes = written.reduce((sum, xml) => sum + Buffer.byteLength(xml) + 1, 0);
    if (bytes <= MOST_BYTES - FRAME) break;
  }
  return written;
}

function testCaseXml(testCase: TestCase, longestText: number, longestMessage: number): string {
  const { signal, attributes, type = '', message = '', place, output = '' } = testCase;
  const short = (text: string): string => (longestText === 0 ? '' : xmlText(cut(text, longestText)));
  const below = place === undefined ? '' : xmlText(`\n    at ${place}`);
  const remark = { type, message: cut(message, longestMessage) };
  const shown = short(output);
  return xmlElement(
    'testcase',
    attributes,
    [
      signal === 'none' ? '' : xmlElement(signal, remark, `${short(testCase.text ?? '')}${below}`),
      shown === '' ? '' : xmlElement('system-out', {}, shown),
    ].join(''),
  );
}
