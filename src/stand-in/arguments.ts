import { parseArgs } from 'node:util';
import type { StandInOptions } from './server.js';

const DOCUMENT = 'openapi/kernel-patch-browser.openapi.yaml';
const OPTIONS = {
  port: { type: 'string' },
  latency: { type: 'string' },
  'creation-latency': { type: 'string' },
  document: { type: 'string' },
} as const;

/**
 * What the command line of `npm run stand-in` asks for.
 * @throws Error in one whole sentence about the first thing it does not understand.
 */
export function readArguments(args: readonly string[]): StandInOptions {
  // Not strict: the words of node's own complaints are several sentences, and not about this command.
  const { values, tokens } = parseArgs({ args: [...args], options: OPTIONS, strict: false, tokens: true });
  for (const token of tokens) {
    if (token.kind === 'positional') throw new Error(`The stand-in does not understand "${token.value}".`);
    if (token.kind === 'option' && !Object.hasOwn(OPTIONS, token.name)) {
      const known = Object.keys(OPTIONS).map((name) => `--${name}`);
      throw new Error(`${token.rawName} is not an option of the stand-in, which has ${known.join(', ')}.`);
    }
    if (token.kind === 'option' && token.value === undefined)
      throw new Error(`${token.rawName} needs a value.`);
  }
  const latencyMs = wholeNumber('--latency', values.latency);
  const creationLatencyMs = wholeNumber('--creation-latency', values['creation-latency']);
  const port = wholeNumber('--port', values.port, 65_535);
  return {
    document: typeof values.document === 'string' ? values.document : DOCUMENT,
    ...(port === undefined ? {} : { port }),
    ...(latencyMs === undefined ? {} : { latencyMs }),
    ...(creationLatencyMs === undefined ? {} : { creationLatencyMs }),
  };
}

// A timer of node cannot wait longer, and would fire at once instead.
const LONGEST_TIMER = 2 ** 31 - 1;

function wholeNumber(
  name: string,
  value: string | boolean | undefined,
  largest: number = LONGEST_TIMER,
): number | undefined {
  if (value === undefined) return undefined;
  const number = typeof value === 'string' && /^\d+$/.test(value) ? Number(value) : Number.NaN;
  if (!(number <= largest)) throw new Error(`${name} must be a whole number from 0 to ${largest}.`);
  return number;
}
