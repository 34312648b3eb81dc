import { availableParallelism, cpus } from 'node:os';
import { WORKERS, type ContractRun, type Phases } from './contract-run.js';
import type { ReplayRun } from './replay-run.js';
import { spread } from './spread.js';

/** A contract run and the replay of its requests. */
export interface Pair {
  readonly contract: ContractRun;
  readonly replay: ReplayRun;
}

/** How slow the reference server was for the part about latency, in milliseconds. */
export const LATENCY = { latencyMs: 100, creationLatencyMs: 1500 } as const;

/** The project's aims, each at most. */
const GOALS = {
  /** A whole run, in times of the plain replay. */
  replay: 2.5,
  /** A run against a slow API, in times of the ideal. */
  ideal: 1.1,
  /** From the start to the first request, as a share of the whole run. */
  start: 0.25,
  /** What the largest process of a run holds at most. */
  megabytes: 200,
  /** The whole gate on the embedded reference server, in milliseconds. */
  gate: 2000,
} as const;

type Row = readonly string[];

/** What was measured where: a benchmark without it compares with nothing. */
export function machine(now: Date): string {
  const model = cpus()[0]?.model.trim() ?? 'unknown processor';
  const cores = `${availableParallelism()} cores`;
  const node = `Node ${process.version}, ${process.platform} ${process.arch}`;
  return `${now.toISOString().slice(0, 10)}, ${node}, ${cores} (${model})`;
}

/** Whole processes, side by side: the contract run, and the plain traffic that it is made of. */
export function wholeProcess(pairs: readonly Pair[]): string {
  const contract = pairs.map((pair) => pair.contract.ms);
  const replay = pairs.map((pair) => pair.replay.ms);
  const counts = spread(pairs.map((pair) => pair.contract.requests.length));
  const ratio = spread(contract).median / spread(replay).median;
  const others = pairs.reduce((sum, pair) => sum + pair.replay.otherStatuses, 0);
  const all = pairs.reduce((sum, pair) => sum + pair.contract.requests.length, 0);
  return table([
    ['', 'median', 'min', 'max', 'requests/s'],
    ['npm run contract', ...times(contract), (counts.median / (spread(contract).median / 1000)).toFixed(0)],
    ['replay, one by one', ...times(replay), (counts.median / (spread(replay).median / 1000)).toFixed(0)],
    ['ratio of medians', ratio.toFixed(2), ...goal(ratio, GOALS.replay)],
    memoryRow(pairs.map((pair) => pair.contract.megabytes)),
    ['requests a run', counts.median.toFixed(0), counts.min.toFixed(0), counts.max.toFixed(0)],
    ['other statuses', `${others} of ${all}`],
  ]);
}

/** A slow API: how close the run comes to keeping every worker busy all the time. */
export function latency(runs: readonly ContractRun[]): string {
  const ideals = runs.map(({ figures }) => figures.exchanges.reduce((sum, { ms }) => sum + ms, 0) / WORKERS);
  const wall = runs.map(({ ms }) => ms);
  const ratio = spread(wall).median / spread(ideals).median;
  const created = spread(runs.map(({ figures }) => figures.browsersCreated));
  const requests = spread(runs.map(({ figures }) => figures.exchanges.length));
  const cases = spread(runs.map(({ figures }) => figures.cases));
  return table([
    ['', 'median', 'min', 'max'],
    ['npm run contract', ...times(wall)],
    [`ideal: ${WORKERS} workers busy`, ...times(ideals)],
    ['ratio of medians', ratio.toFixed(2), ...goal(ratio, GOALS.ideal)],
    memoryRow(runs.map(({ megabytes }) => megabytes)),
    ['browsers created', created.median.toFixed(0)],
    ['requests', requests.median.toFixed(0)],
    ['cases', cases.median.toFixed(0)],
    ['requests a case', (requests.median / cases.median).toFixed(2)],
    ...phaseRows(runs.map(({ phases }) => phases)),
  ]);
}

/** Whole gates. */
export function gate(runs: readonly number[]): string {
  return table([
    ['', 'median', 'min', 'max'],
    ['npm run gate', ...times(runs), ...goal(spread(runs).median, GOALS.gate)],
  ]);
}

/** Where the time of contract runs goes. */
export function breakdown(runs: readonly ContractRun[]): string {
  const shares = runs.map(({ ms, phases }) => (phases.toOpen + phases.toFirstRequest) / ms);
  const { median } = spread(shares);
  return table([
    ['', 'median', 'min', 'max'],
    ...phaseRows(runs.map(({ phases }) => phases)),
    ['start, of the whole', median.toFixed(2), ...goal(median, GOALS.start)],
  ]);
}

function memoryRow(megabytes: readonly number[]): Row {
  const { median } = spread(megabytes);
  return ['megabytes at most', median.toFixed(0), ...goal(median, GOALS.megabytes)];
}

function goal(value: number, most: number): Row {
  return [`goal: ${most}`, value <= most ? 'met' : 'missed'];
}

function phaseRows(phases: readonly Phases[]): Row[] {
  return [
    ['start to run opened', ...times(phases.map(({ toOpen }) => toOpen))],
    ['to first request', ...times(phases.map(({ toFirstRequest }) => toFirstRequest))],
    ['to last answer', ...times(phases.map(({ requests }) => requests))],
    ['to exit', ...times(phases.map(({ toExit }) => toExit))],
  ];
}

function times(values: readonly number[]): Row {
  const { median, min, max } = spread(values);
  return [median, min, max].map((ms) => `${ms.toFixed(0)} ms`);
}

/** Rows with a name on the left and values that end below each other. */
function table(rows: readonly Row[]): string {
  const lines = rows.map(([name = '', ...values]) => {
    return `  ${name.padEnd(22)}${values.map((value) => value.padStart(12)).join('')}`;
  });
  return lines.join('\n');
}
