import { newCommand, readCommandLine, wholeNumber } from '../../src/cli/command-line.js';
import type { DeviatingServerOptions } from '../deviating-server.js';
import { ROLES } from '../roles/table.js';

const DOCUMENT = 'openapi/kernel-patch-browser.openapi.yaml';

/** To serve, or to print the names that `--mutant` or `--variation` takes. */
export type ServerCommand =
  | { readonly serve: DeviatingServerOptions }
  | { readonly list: 'mutants' | 'variations' }
  | { readonly help: string }
  | { readonly problems: readonly string[] };

interface Values {
  readonly port?: number;
  readonly latency?: number;
  readonly creationLatency?: number;
  readonly document: string;
  readonly as?: string;
  readonly mutant?: string;
  readonly variation?: string;
  readonly listMutants?: true;
  readonly listVariations?: true;
}

/** A timer of Node cannot wait longer, and would fire at once instead. */
const LONGEST_TIMER = 2 ** 31 - 1;

/** What the command line of `npm run reference-server` asks for. */
export function readArguments(args: readonly string[]): ServerCommand {
  const problems: string[] = [];
  const whole = (flag: string, highest: number) => wholeNumber(flag, problems, { lowest: 0, highest });
  const command = newCommand('reference-server', 'Serves the embedded API on loopback.')
    .option('--port <n>', 'where it listens (default: any free port)', whole('--port', 65_535))
    .option('--latency <ms>', 'how long each answer takes', whole('--latency', LONGEST_TIMER))
    .option(
      '--creation-latency <ms>',
      'how long the creation of a browser takes',
      whole('--creation-latency', LONGEST_TIMER),
    )
    .option('--document <file>', 'the document that it keeps to', DOCUMENT)
    .option('--as <name>', `play another server: ${ROLES.map(({ name }) => name).join(', ')}`)
    .option('--mutant <name>', 'break the contract in one way; --list-mutants names them')
    .option('--variation <name>', 'differ in one harmless way; --list-variations names them')
    .option('--list-mutants', 'list the mutants')
    .option('--list-variations', 'list the variations');
  const line = readCommandLine<Values>(command, args, problems);
  if (!('options' in line)) return line;
  const { port, latency, creationLatency, document, as: role, mutant, variation } = line.options;
  if (line.options.listMutants === true) return { list: 'mutants' };
  if (line.options.listVariations === true) return { list: 'variations' };
  return {
    serve: {
      document,
      ...(port === undefined ? {} : { port }),
      ...(latency === undefined ? {} : { latencyMs: latency }),
      ...(creationLatency === undefined ? {} : { creationLatencyMs: creationLatency }),
      ...(role === undefined ? {} : { role }),
      ...(mutant === undefined ? {} : { mutant }),
      ...(variation === undefined ? {} : { variation }),
    },
  };
}
