import { mkdtempSync } from 'node:fs';
import { devNull } from 'node:os';
import path from 'node:path';
import { peakHook, peakOf } from '../proof/testing/peak-memory.js';
import { startReferenceServer, type ReferenceServerOptions } from '../src/reference-server/server.js';
import { readRun, type RunFigures } from './read-run.js';
import { recorded, type RecordedRequest } from './recorded-request.js';
import { cleanEnvironment, ROOT, timed } from './timed-process.js';

/** Browsers held at once, which is also how many requests are under way at most. */
export const WORKERS = 4;

/** One whole `npm run contract`, as it was measured. */
export interface ContractRun {
  readonly ms: number;
  /** What its largest process held at most. */
  readonly megabytes: number;
  readonly phases: Phases;
  readonly figures: RunFigures;
  /** In the order in which they arrived. */
  readonly requests: readonly RecordedRequest[];
}

/** Where the time of a run went, in milliseconds. The four add up to the whole. */
export interface Phases {
  /** npm, and the modules of the parent process. */
  readonly toOpen: number;
  /** Mocha, the specs, the cases that they derive, the validators. */
  readonly toFirstRequest: number;
  readonly requests: number;
  /** The last reports, and the end of three processes. */
  readonly toExit: number;
}

/** A reference server that makes the same ids whenever the same resources are created in the same order. */
export const PLAYED: ReferenceServerOptions = {
  document: path.join(ROOT, 'openapi/kernel-patch-browser.openapi.yaml'),
  seed: 'bench',
};

/**
 * Measures one `npm run contract` against a fresh reference server in this process.
 * @param latency how slow the reference server is.
 * @param folder where the run may leave its reports and ledger, in a folder of its own.
 * @throws Error when the run does not exit 0: times of a run that failed say nothing.
 */
export async function contractRun(
  latency: Pick<ReferenceServerOptions, 'latencyMs' | 'creationLatencyMs'>,
  folder: string,
  stop: AbortSignal,
): Promise<ContractRun> {
  const home = mkdtempSync(path.join(folder, 'contract-'));
  const reports = path.join(home, 'reports');
  const requests: RecordedRequest[] = [];
  const referenceServer = await startReferenceServer({
    ...PLAYED,
    ...latency,
    onRequest: (request) => requests.push(recorded(request)),
  });
  try {
    const env = cleanEnvironment(home, {
      DOTENV_CONFIG_PATH: devNull,
      KERNEL_BASE_URL: referenceServer.url,
      KERNEL_API_KEY: referenceServer.apiKey,
      KERNEL_RESTRICTED_API_KEY: referenceServer.restrictedApiKey,
      KERNEL_FAILING_BROWSER_ID: referenceServer.failingBrowserId,
      CONTRACT_BROWSERS: String(WORKERS),
      CONTRACT_REPORTS_DIR: reports,
      CONTRACT_LEDGER_DIR: path.join(home, 'ledger'),
      NODE_OPTIONS: `--require=${peakHook(home)}`,
    });
    const run = await timed('npm', ['run', '--silent', 'contract'], env, stop);
    if (run.code !== 0) {
      const said = `${run.stdout}${run.stderr}`.trimEnd().split('\n').slice(-25).join('\n');
      throw new Error(
        `npm run contract exited with ${run.code ?? 'a signal'}. The end of what it said:\n${said}`,
      );
    }
    const figures = readRun(path.join(reports, 'run.json'));
    return {
      ms: run.ms,
      megabytes: peakOf(home) ?? Number.NaN,
      phases: phasesOf(figures, run.startedAt, run.endedAt),
      figures,
      requests,
    };
  } finally {
    await referenceServer.close();
  }
}

function phasesOf({ openedAt, exchanges }: RunFigures, startedAt: number, endedAt: number): Phases {
  const first = Math.min(...exchanges.map(({ at }) => at));
  const last = Math.max(...exchanges.map(({ at, ms }) => at + ms));
  return {
    toOpen: openedAt - startedAt,
    toFirstRequest: first - openedAt,
    requests: last - first,
    toExit: endedAt - last,
  };
}
