import { spawn, type ChildProcess } from 'node:child_process';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { print } from '../../report/output.js';
import { holdsReports, prepareReports } from '../../report/reports-folder.js';
import { currentSettings, environmentWith } from '../../settings/environment.js';
import { SettingsError } from '../../settings/settings-error.js';
import type { Settings } from '../../model/settings.js';
import type { Journal, RunEvent } from '../../model/events.js';
import type { ExitCode, InventoryCase, RunProblem } from '../../model/run-record.js';
import type { Host } from './host.js';
import { JOURNAL_FD, parseEvent } from './journal.js';
import { endInTime } from './overtime.js';
import { onSignals } from './stop-on-signals.js';

/** After its end was asked for, the Mocha process has so long to finish what is under way. */
const GRACE_MS = 15_000;

/** Huge answers leave much garbage: Mocha, which needs a third of this, collects it before it fills the machine. */
const HEAP = '--max-old-space-size=256';

/** Once the time of the run is over, Mocha has so long to end its cases and to clean up. */
const CLEAN_UP_MS = 120_000;

/** How a run differs from the usual one. */
export interface RunHow {
  /** Every exchange is printed. */
  readonly transcript: boolean;
  /** The reports go into this folder below that of the settings, so that those of the whole contract stay. */
  readonly reportsBelow?: string;
  /** The browser of the case is left to a person. */
  readonly keeps?: boolean;
  /** Notes are breaches, whatever the settings say. */
  readonly strict?: true;
  /** Cases that have to be there, and the file that names them: one that is gone must not be missed silently. */
  readonly expected?: { readonly ids: readonly string[]; readonly by: string };
  /** Browsers held at once, whatever the settings say. */
  readonly browsers?: number;
  /** A line for each case, whatever the settings say. */
  readonly verbose?: true;
}

/** Loaded where it is needed: Mocha starts the sooner. */
async function failedBeforeStart(error: unknown, settings?: Settings, hadReports = false): Promise<2> {
  const { failedBeforeStart: fail } = await import('./failed-before-start.js');
  return fail(error, print, settings, hadReports);
}

/** @throws what keeps it from being loaded, a mistake of the suite; nobody then takes an older report for this run's. */
async function loadHost({ reportsDir }: Settings): Promise<typeof import('./host.js')> {
  try {
    return await import('./host.js');
  } catch (error) {
    prepareReports(reportsDir).release();
    throw error;
  }
}

/**
 * Runs the contract: a small process that owns what must survive Mocha, and Mocha as its child.
 * @param asked arguments for Mocha, or what is wrong with the command line.
 * @returns the exit code, computed from the verdicts that were recorded, however Mocha ended.
 */
export async function runContract(
  asked: { readonly mocha: readonly string[] } | { readonly problems: readonly string[] },
  how: RunHow,
): Promise<ExitCode> {
  let settings: Settings;
  try {
    settings = settingsFor(how);
  } catch (error) {
    return failedBeforeStart(error);
  }
  if ('problems' in asked) {
    return failedBeforeStart(new SettingsError(asked.problems, settings), settings);
  }
  // Mocha loads the specs while the target is found.
  const mocha = spawn(process.execPath, [HEAP, require.resolve('mocha/bin/mocha.js'), ...asked.mocha], {
    env: environmentWith(settings),
    stdio: ['inherit', 'inherit', 'inherit', 'pipe', 'ipc'],
  });
  const end = endOf(mocha);
  const { openHost } = await loadHost(settings);
  const hadReports = holdsReports(settings.reportsDir); // the host takes them away before anything can fail
  let host: Host;
  try {
    const isAside = how.reportsBelow !== undefined;
    host = await openHost(
      settings,
      { transcript: how.transcript, isAside, keeps: how.keeps === true },
      print,
    );
  } catch (error) {
    mocha.kill('SIGKILL');
    await end;
    return failedBeforeStart(error, settings, hadReports);
  }
  mocha.send(host.handoff, () => undefined); // one that has ended already is reported below
  const signals = passSignalsOn(mocha, host);
  let isLate = false;
  const overtime = {
    askedAfterMs: settings.maxMinutes * 60_000 + CLEAN_UP_MS,
    killedAfterMs: GRACE_MS,
  };
  const callOff = endInTime(mocha, overtime, () => {
    isLate = true;
    const sentence = `CONTRACT_MAX_MINUTES is ${settings.maxMinutes}, and Mocha had not ended ${CLEAN_UP_MS / 1000} s after that; the cases left were not tried.`;
    host.apply({ type: 'problem', problem: { kind: 'blocked', name: 'limit', sentence } });
  });
  const apply = (event: RunEvent): void => {
    host.apply(event);
    if (event.type === 'inventory')
      for (const problem of gone(event.cases, how.expected)) host.apply({ type: 'problem', problem });
  };
  const ended = await recordOf({ mocha, end }, apply, () => isLate || signals.passed());
  callOff();
  if (ended !== undefined)
    host.apply({ type: 'problem', problem: { kind: 'suite', name: 'mocha', sentence: ended } });
  const code = await host.finish(signals.hurry);
  signals.restore();
  return code;
}

/** @throws SettingsError */
function settingsFor({ reportsBelow = '', strict, verbose, browsers }: RunHow): Settings {
  const read = currentSettings();
  return {
    ...read,
    reportsDir: path.join(read.reportsDir, reportsBelow),
    browsers: browsers ?? read.browsers,
    strict: read.strict || strict === true,
    verbose: read.verbose || verbose === true,
  };
}

/** What was to be there and is not, as a problem. */
function gone(cases: readonly InventoryCase[], expected: RunHow['expected']): RunProblem[] {
  const ids = (expected?.ids ?? []).filter((id) => !cases.some((listed) => listed.id === id));
  if (expected === undefined || ids.length === 0) return [];
  const sentence = `${expected.by} names ${ids.join(', ')}, which no case has by the document in use: choose its cases again.`;
  return [{ kind: 'blocked', name: 'selection', sentence }];
}

type ProcessEnd = readonly [code: number | null, signal: string | null];

function endOf(mocha: ChildProcess): Promise<ProcessEnd> {
  return new Promise((resolve) => {
    mocha.once('exit', (...how) => resolve(how));
    mocha.once('error', () => resolve([null, null]));
  });
}

/**
 * Takes Mocha's journal in until Mocha is gone.
 * @returns what was wrong with its end, if anything.
 */
async function recordOf(
  { mocha, end }: { readonly mocha: ChildProcess; readonly end: Promise<ProcessEnd> },
  apply: Journal,
  interrupted: () => boolean,
): Promise<string | undefined> {
  const seen = { inventory: false, end: false, failure: false };
  const pipe = mocha.stdio[JOURNAL_FD];
  if (pipe === null || pipe === undefined || !('read' in pipe))
    throw new Error('The journal pipe could not be opened.');
  const lines = createInterface({ input: pipe });
  const read = (async () => {
    for await (const line of lines) {
      const event = parseEvent(line);
      if (event === undefined) continue;
      seen.inventory ||= event.type === 'inventory';
      seen.end ||= event.type === 'end';
      seen.failure ||=
        event.type === 'problem' || (event.type === 'result' && event.result.verdict !== 'pass');
      apply(event);
    }
  })();
  const [code, signal] = await end;
  // What Mocha wrote is still in the pipe; a process that Mocha started may hold it open longer than we care for.
  await Promise.race([read, new Promise((resolve) => setTimeout(resolve, 1000).unref())]);
  lines.close();
  if (interrupted()) return undefined; // that is reported already, and explains any end
  if (signal !== null) return `Mocha was ended by ${signal}.`;
  if (!seen.inventory) {
    return `Mocha ended with code ${code ?? 'unknown'} before it had listed a case; its output is above.`;
  }
  if (!seen.end) return `Mocha ended with code ${code ?? 'unknown'} before the run had ended.`;
  if (code !== 0 && !seen.failure)
    return `Mocha ended with code ${code ?? 'unknown'} although no verdict says why.`;
  return undefined;
}

/** Ctrl-C and the like: once asks Mocha to stop in order and releases everything; twice ends both at once, and the ledger keeps what is left. */
function passSignalsOn(
  mocha: ChildProcess,
  host: Host,
): { passed: () => boolean; hurry: AbortSignal; restore: () => void } {
  const hurry = new AbortController();
  let asked = false;
  const restore = onSignals({
    first(signal) {
      asked = true;
      const sentence = `The run was interrupted by ${signal}; the cases left were not tried.`;
      host.apply({ type: 'problem', problem: { kind: 'blocked', name: 'interrupted', sentence } });
      print(
        '\nInterrupted: finishing what is under way and releasing browsers. Interrupt again to stop at once: what is not released by then is left to npm run sweep.',
      );
      mocha.kill('SIGTERM');
      setTimeout(() => mocha.kill('SIGKILL'), GRACE_MS).unref();
    },
    again() {
      mocha.kill('SIGKILL');
      hurry.abort();
    },
  });
  return { passed: () => asked, hurry: hurry.signal, restore };
}
