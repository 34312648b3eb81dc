import { parseArgs } from 'node:util';
import type { DeviatingServerOptions } from '../deviating-server.js';

const DOCUMENT = 'openapi/kernel-patch-browser.openapi.yaml';
const OPTIONS = {
  port: { type: 'string' },
  latency: { type: 'string' },
  'creation-latency': { type: 'string' },
  document: { type: 'string' },
  mutant: { type: 'string' },
  variation: { type: 'string' },
  'list-mutants': { type: 'boolean' },
  'list-variations': { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
} as const;

export const USAGE = `npm run reference-server -- [options]

  --port <n>              where it listens (default: any free port)
  --latency <ms>          how long each answer takes
  --creation-latency <ms> how long the creation of a browser takes
  --document <file>       the document that it keeps to
  --mutant <name>          with a mistake: --list-mutants names them
  --variation <name>        with a harmless difference: --list-variations names them
  --help                  show this`;

/** To serve, or to print the names that `--mutant` or `--variation` takes. */
export type Command =
  | { readonly serve: DeviatingServerOptions }
  | { readonly list: 'mutants' | 'variations' }
  | { readonly help: true };

/**
 * What the command line of `npm run reference-server` asks for.
 * @throws Error in one whole sentence about the first thing it does not understand.
 */
export function readArguments(args: readonly string[]): Command {
  // Not strict: the words of node's own complaints are several sentences, and not about this command.
  const { values, tokens } = parseArgs({ args: [...args], options: OPTIONS, strict: false, tokens: true });
  for (const token of tokens) {
    if (token.kind === 'positional')
      throw new Error(`The reference server does not understand "${token.value}".`);
    if (token.kind === 'option' && !Object.hasOwn(OPTIONS, token.name)) {
      const known = Object.keys(OPTIONS).map((name) => `--${name}`);
      throw new Error(
        `${token.rawName} is not an option of the reference server, which has ${known.join(', ')}.`,
      );
    }
    if (token.kind !== 'option') continue;
    const takesValue = token.name !== 'help' && !token.name.startsWith('list-');
    if (takesValue && token.value === undefined) throw new Error(`${token.rawName} needs a value.`);
    if (!takesValue && token.value !== undefined) throw new Error(`${token.rawName} takes no value.`);
  }
  if (values.help === true) return { help: true };
  const latencyMs = wholeNumber('--latency', values.latency);
  const creationLatencyMs = wholeNumber('--creation-latency', values['creation-latency']);
  const port = wholeNumber('--port', values.port, 65_535);
  if (values['list-mutants'] === true) return { list: 'mutants' };
  if (values['list-variations'] === true) return { list: 'variations' };
  const { document, mutant, variation } = values;
  return {
    serve: {
      document: typeof document === 'string' ? document : DOCUMENT,
      ...(port === undefined ? {} : { port }),
      ...(latencyMs === undefined ? {} : { latencyMs }),
      ...(creationLatencyMs === undefined ? {} : { creationLatencyMs }),
      ...(typeof mutant === 'string' ? { mutant } : {}),
      ...(typeof variation === 'string' ? { variation } : {}),
    },
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
