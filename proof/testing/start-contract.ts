import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { devNull, tmpdir } from 'node:os';
import path from 'node:path';
import { isObject, parseJson, type JsonObject } from '../../src/model/json.js';
import { unwrapped } from './unwrapped.js';

/** A run of the contract in its own process, with its own reports and ledger, blind to the outer environment. */
export interface StartedContract {
  readonly process: ChildProcess;
  readonly dir: string;
  /** Console output so far. */
  output(): string;
  /** Of that, what came by standard output. */
  stdout(): string;
  /** Resolves once the output holds the text; rejects when the process ends without it. */
  said(text: string): Promise<void>;
  /** Facts of the last lines stand on one line each, however they were wrapped. */
  readonly ended: Promise<{ code: number | null; output: string }>;
  /** A report's text; empty where there is none. */
  report(name: string): string;
  /** `run.json`, parsed. */
  record(): JsonObject;
  /** Files that lie in the ledger folder. */
  readonly ledgerDir: string;
  /** Removes everything that the run wrote. */
  discard(): void;
}

export interface StartOptions {
  /** Arguments after the command, such as Mocha's. */
  readonly args?: readonly string[];
  /** Settings, by name. */
  readonly env?: Readonly<Record<string, string>>;
  /** Another command of the suite, or `MOCHA`; `src/cli/contract.ts` if left out. */
  readonly command?: string;
  /** Nobody reads standard output: every line meets a closed pipe, as after `| head -1`. */
  readonly closesOutput?: true;
  /** Text of specs that replace the suite's own. */
  readonly specs?: Readonly<Record<string, string>>;
}

/** Mocha by hand: `npx mocha`. */
export const MOCHA = 'node_modules/mocha/bin/mocha.js';

/** What starts every command. */
const LAUNCH = 'src/cli/launch.cjs';

const ROOT = path.resolve(__dirname, '../..');

/** Starts the contract as a person would, and watches it. */
export function startContract({
  args = [],
  env = {},
  command = 'src/cli/contract.ts',
  specs,
  closesOutput,
}: StartOptions = {}): StartedContract {
  const dir = mkdtempSync(path.join(tmpdir(), 'contract-'));
  const ledgerDir = path.join(dir, 'ledger');
  const started = spawn(
    process.execPath,
    [...(command === MOCHA ? [] : [LAUNCH]), command, ...args, ...ownSpecs(dir, specs)],
    {
      cwd: ROOT,
      env: {
        DOTENV_CONFIG_PATH: devNull,
        CONTRACT_REPORTS_DIR: path.join(dir, 'reports'),
        CONTRACT_LEDGER_DIR: ledgerDir,
        CONTRACT_VERBOSE: 'on', // tests wait for single cases, and look for what is said of them
        ...env,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  );
  let output = '';
  let stdout = '';
  const listeners = new Set<() => void>();
  for (const stream of [started.stdout, started.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      output += text;
      if (stream === started.stdout) stdout += text;
      for (const listener of listeners) listener();
    });
  }
  if (closesOutput === true) started.stdout.destroy();
  const ended = new Promise<{ code: number | null; output: string }>((resolve) => {
    started.once('close', (code) => resolve({ code, output: unwrapped(output) }));
  });
  const report = (name: string): string => {
    const file = path.join(dir, 'reports', name);
    return existsSync(file) ? readFileSync(file, 'utf8') : '';
  };
  return {
    process: started,
    dir,
    ledgerDir,
    output: () => output,
    stdout: () => stdout,
    said: (text) =>
      new Promise((resolve, reject) => {
        const look = (): void => {
          if (output.includes(text)) resolve();
        };
        listeners.add(look);
        look();
        ended.then(() => reject(new Error(`It ended without saying "${text}":\n${output}`)), reject);
      }),
    ended,
    report,
    record: () => {
      const json = parseJson(report('run.json'));
      return isObject(json) ? json : {};
    },
    discard: () => rmSync(dir, { recursive: true, force: true }),
  };
}

/** Specs of a test's own lie outside the project, and name what they import by its absolute path. */
function ownSpecs(dir: string, specs: StartOptions['specs']): string[] {
  if (specs === undefined) return [];
  for (const [name, text] of Object.entries(specs)) {
    writeFileSync(path.join(dir, name), text.replaceAll('@suite', path.join(ROOT)));
  }
  const config = path.join(dir, 'mocharc.json');
  const own = {
    require: [
      path.join(ROOT, 'fixtures/exit-code.cjs'),
      path.join(ROOT, 'src/cli/load-typescript.cjs'),
      path.join(ROOT, 'fixtures/hooks.ts'),
    ],
    spec: [path.join(dir, '*.spec.ts')],
    reporter: path.join(ROOT, 'src/report/reporter.ts'),
    timeout: 0,
    'fail-zero': true,
    'forbid-only': true,
    'fail-hook-affected-tests': true,
  };
  writeFileSync(config, JSON.stringify(own));
  return ['--config', config];
}
