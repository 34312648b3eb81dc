import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { contractRun, type ContractRun } from './contract-run.js';
import { gateRun } from './gate-run.js';
import { readOptions, type BenchOptions } from './options.js';
import { replayRun } from './replay-run.js';
import { breakdown, gate, latency, LATENCY, machine, wholeProcess, type Pair } from './report.js';
import { surviveClosedOutput } from '../src/report/output.js';

/** `npm run bench`: how long a contract run takes, next to the plain traffic that it is made of. Exit codes: USAGE. */
async function main(): Promise<number> {
  const line = readOptions(process.argv.slice(2));
  if (!('options' in line)) {
    say('help' in line ? line.help : line.problems.join('\n'));
    return 'help' in line ? 0 : 2;
  }
  const stopping = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => stopping.abort(new Error(`The bench was stopped by ${signal}.`)));
  }
  const folder = mkdtempSync(path.join(tmpdir(), 'contract-bench-'));
  try {
    await measure(line.options, folder, stopping.signal);
    return 0;
  } catch (error) {
    say(messageOf(error));
    return 1;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function measure(
  { runs, latencyRuns }: BenchOptions,
  folder: string,
  stop: AbortSignal,
): Promise<void> {
  process.stdout.write(`${machine(new Date())}\n`);
  await pairOf(folder, stop); // fills the caches of the compiler and of the disk; not counted
  const pairs: Pair[] = [];
  while (pairs.length < runs) pairs.push(await pairOf(folder, stop));
  section(
    `Whole process, ${runs} runs of each in turn, a reference server that answers at once`,
    wholeProcess(pairs),
  );
  section('Where the time of those contract runs goes', breakdown(pairs.map((pair) => pair.contract)));

  const gates: number[] = [];
  while (gates.length < runs) gates.push(await gateRun(folder, stop));
  section(`The gate, ${runs} runs on the embedded reference server`, gate(gates));

  const slow: ContractRun[] = [];
  while (slow.length < latencyRuns) slow.push(await contractRun(LATENCY, folder, stop));
  const { latencyMs, creationLatencyMs } = LATENCY;
  section(
    `Slow API: ${latencyMs} ms a request, ${creationLatencyMs} ms to create a browser; runs: ${latencyRuns}`,
    latency(slow),
  );
}

/** A contract run, and at once after it, on the same machine in the same mood, the replay of its requests. */
async function pairOf(folder: string, stop: AbortSignal): Promise<Pair> {
  const contract = await contractRun({}, folder, stop);
  return { contract, replay: await replayRun(contract, folder, stop) };
}

function section(title: string, text: string): void {
  process.stdout.write(`\n${title}\n${text}\n`);
}

function say(sentence: string): void {
  process.stderr.write(`${sentence}\n`);
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

surviveClosedOutput();
main().then(
  (code) => (process.exitCode = code),
  (error: unknown) => {
    say(messageOf(error));
    process.exitCode = 1;
  },
);
