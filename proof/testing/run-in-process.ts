import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { listed, type ContractCase } from '../../src/model/case.js';
import { isObject, parseJson, type JsonObject } from '../../src/model/json.js';
import type { ExitCode } from '../../src/model/run-record.js';
import { collectCases } from '../../src/run/process/collect-cases.js';
import { createContractRun } from '../../src/run/process/contract-run.js';
import { openHost, type HostHow } from '../../src/run/process/host.js';
import { parseSettings } from '../../src/settings/parse-settings.js';
import { unwrapped } from './unwrapped.js';

/** How a run in this process ended, and what it left behind. */
export interface EndedRun {
  readonly code: ExitCode;
  /** What it printed: its causes and last lines; the line of each case is Mocha's reporter's. */
  readonly output: string;
  readonly dir: string;
  /** A report's text; empty where there is none. */
  report(name: string): string;
  /** `run.json`, parsed. */
  record(): JsonObject;
  /** Removes everything that the run wrote. */
  discard(): void;
}

/** What is run, and against which API. */
export interface InProcess {
  /** Settings, by name; nothing of the environment reaches the run. */
  readonly env?: Readonly<Record<string, string>>;
  /** The cases to choose from; left out: those that the specs make for the pinned document. */
  readonly cases?: readonly ContractCase[];
  /** The cases whose id this matches; all of them if left out. */
  readonly only?: RegExp;
  /** The ids of the cases, exactly. */
  readonly ids?: ReadonlySet<string>;
  readonly bails?: true;
  readonly how?: HostHow;
}

/**
 * Runs cases as `npm run contract` does, with its host, preflight, workers, second tries and reports, but without Mocha
 * and in this process: the start of two processes costs far more than most cases do.
 */
export async function runInProcess({
  env = {},
  cases: all = collectCases(),
  only,
  ids,
  bails,
  how = {},
}: InProcess): Promise<EndedRun> {
  const dir = mkdtempSync(path.join(tmpdir(), 'contract-'));
  const reports = path.join(dir, 'reports');
  const lines: string[] = [];
  const settings = parseSettings({
    CONTRACT_REPORTS_DIR: reports,
    CONTRACT_LEDGER_DIR: path.join(dir, 'ledger'),
    ...env,
  });
  const host = await openHost(settings, how, (line) => lines.push(line));
  const cases = all.filter(({ id }) => (only?.test(id) ?? true) && (ids?.has(id) ?? true));
  const run = createContractRun(cases, bails === true, (event) => host.apply(event));
  await run.begin(cases.map(listed), cases.length === all.length, host.handoff);
  await Promise.allSettled(cases.map(({ id }) => run.result(id)));
  await run.finish();
  run.journal({ type: 'end' });
  const code = await host.finish();
  const report = (name: string): string => {
    const file = path.join(reports, name);
    return existsSync(file) ? readFileSync(file, 'utf8') : '';
  };
  return {
    code,
    output: unwrapped(lines.join('\n')),
    dir,
    report,
    record: () => {
      const json = parseJson(report('run.json'));
      return isObject(json) ? json : {};
    },
    discard: () => rmSync(dir, { recursive: true, force: true }),
  };
}
