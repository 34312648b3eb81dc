import { existsSync, readdirSync, readFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { peakHook, peakOf } from '../testing/peak-memory.js';
import { readJunit } from '../testing/read-junit.js';
import { closeReferenceServers, newReferenceServer, outsider } from '../testing/reference-servers.js';
import { closeServers } from '../testing/servers.js';
import { startContract, type StartedContract } from '../testing/start-contract.js';
import { JWT, type Hostility } from './hostility.js';
import { WRITTEN } from './secrets.js';
import { serveHostile } from './serve-hostile.js';

/** What became of one run of the contract. */
export interface Outcome {
  readonly exit: number | null;
  readonly seconds: number;
  /** The most that one of the run's processes held; undefined where none of them ended by itself. */
  readonly megabytes: number | undefined;
  /** Secrets in what was printed or written, and requests that went to another host. */
  readonly secrets: readonly string[];
  /** What is left at the API. */
  readonly left: number;
  /** What is wrong with that, each in a sentence. */
  readonly problems: readonly string[];
}

/** One field: few cases, with every procedure that a case has. */
const CASES = 'viewport.width/minimum';
const TIMEOUT_MS = 1500;
/** A run that takes longer waits for something without a bound. */
const DEADLINE_MS = 120_000;
const MOST_MEGABYTES = 400;

/** Runs a few cases of the contract against a hostile server, as a person would. */
export async function runHostility(hostility: Hostility): Promise<Outcome> {
  const hook = mkdtempSync(path.join(tmpdir(), 'peak-'));
  try {
    const api = await newReferenceServer();
    const { url, elsewhere } = await serveHostile(hostility, api.url, api.apiKey);
    const started = process.hrtime.bigint();
    const run = startContract({
      args: ['--grep', CASES],
      env: {
        KERNEL_BASE_URL: url,
        KERNEL_API_KEY: api.apiKey,
        CONTRACT_TIMEOUT_MS: String(TIMEOUT_MS),
        NODE_OPTIONS: `--require=${peakHook(hook)}`,
      },
    });
    try {
      const exit = await endOf(run);
      const seconds = Number(process.hrtime.bigint() - started) / 1e9;
      const secrets = [
        ...secretsIn(run, api.apiKey),
        ...elsewhere.received.map(({ method, path: target }) => `${method} ${target} went to another host`),
      ];
      const left = await countLeft(outsider(api));
      const megabytes = peakOf(hook);
      const measured = { exit, seconds, megabytes, secrets, left };
      return { ...measured, problems: [...problemsOf(measured, hostility), ...(await reportProblems(run))] };
    } finally {
      run.process.kill('SIGKILL');
      run.discard();
    }
  } finally {
    await closeServers();
    await closeReferenceServers();
    rmSync(hook, { recursive: true, force: true });
  }
}

function problemsOf(
  { exit, megabytes, secrets, left }: Omit<Outcome, 'problems'>,
  { exits }: Hostility,
): string[] {
  return [
    ...(exit === null ? [`It had not ended after ${DEADLINE_MS / 1000} s.`] : []),
    ...(exit !== null && !exits.includes(exit)
      ? [`It ended with ${exit}, not with ${exits.join(' or ')}.`]
      : []),
    ...(megabytes !== undefined && megabytes > MOST_MEGABYTES
      ? [`It took ${megabytes} MB, more than ${MOST_MEGABYTES} MB.`]
      : []),
    ...secrets.map((secret) => `A secret came out: ${secret}.`),
    ...(left > 0 ? [`It left ${left} resources behind.`] : []),
  ];
}

/** @returns its exit code; null where it does not end by itself, so that it was killed. */
async function endOf(run: StartedContract): Promise<number | null> {
  const deadline = setTimeout(() => run.process.kill('SIGKILL'), DEADLINE_MS);
  const { code } = await run.ended;
  clearTimeout(deadline);
  return code;
}

function secretsIn(run: StartedContract, key: string): string[] {
  const files = existsSync(run.dir) ? readdirSync(run.dir, { recursive: true, withFileTypes: true }) : [];
  const texts = [
    ['the console', run.output()],
    ...files
      .filter((file) => file.isFile())
      .map((file) => [file.name, readFileSync(path.join(file.parentPath, file.name), 'utf8')]),
  ] as const;
  return texts.flatMap(([place, text = '']) =>
    Object.entries(WRITTEN).flatMap(([way, write]) =>
      [
        ['the key', key],
        ['a token', JWT],
      ].flatMap(([what, secret = '']) =>
        text.includes(write(secret)) ? [`${what} ${way} in ${place}`] : [],
      ),
    ),
  );
}

async function countLeft(kernel: ReturnType<typeof outsider>): Promise<number> {
  let left = 0;
  for await (const browser of kernel.browsers.list()) left += browser.session_id === '' ? 0 : 1;
  for await (const profile of kernel.profiles.list()) left += profile.id === '' ? 0 : 1;
  for await (const proxy of kernel.proxies.list()) left += proxy.id === '' ? 0 : 1;
  return left;
}

/** Both reports are there, can be read, and tell of the same cases. */
async function reportProblems(run: StartedContract): Promise<string[]> {
  try {
    const { cases } = await readJunit(run.report('junit.xml'));
    const { results } = run.record();
    const isComplete = Array.isArray(results) && results.length > 0 && cases.length >= results.length;
    return isComplete ? [] : ['Its reports are not complete.'];
  } catch (error) {
    return [`Its reports cannot be read: ${error instanceof Error ? error.message : String(error)}`];
  }
}
