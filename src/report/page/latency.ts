import type { Exchange } from '../../model/exchange.js';
import type { RunRecord } from '../../model/run-record.js';
import type { Latency, RunSummary } from '../../model/run-summary.js';
import { topicOf } from '../../model/topic.js';
import { html, type Html } from '../look/html.js';
import { counted, grouped } from '../visible.js';

/** So many earlier runs are compared with. */
const MOST_RUNS = 10;
/** The plot is so wide in units of its own; it is drawn as wide as the page has room. */
const WIDTH = 1000;

interface Row {
  readonly name: string;
  readonly ms: readonly number[];
  readonly earlier: readonly Latency[];
  readonly isApart: boolean;
}

/** How long answers took: every request a dot, set-up apart, with percentiles, and those of the last runs behind. */
export function latencyPlot(run: RunRecord, earlier: readonly RunSummary[]): Html {
  const rows = rowsOf(run, earlier.slice(-MOST_RUNS)).filter(({ ms }) => ms.length > 0);
  if (rows.length === 0) return html`<p>Nothing was sent.</p>`;
  const longest = Math.max(
    10,
    ...rows.flatMap(({ ms, earlier: past }) => [...ms, ...past.map(({ max }) => max)]),
  );
  const x = (ms: number): number => (Math.log10(Math.max(1, ms)) / Math.log10(longest)) * WIDTH;
  const grid = [1, 10, 100, 1000, 10_000, 100_000].filter((ms) => ms < longest);
  const said =
    earlier.length === 0
      ? ''
      : ` Bands: from the lowest p50 to the highest p95 of the last ${counted(Math.min(MOST_RUNS, earlier.length), 'run')}.`;
  return html`<p class="soft">
      Each dot is one request; the strokes are p50 and p95. The scale is logarithmic, from 1 ms to
      ${grouped(longest)} ms.${said}
    </p>
    <table class="plot">
      <thead>
        <tr>
          <th>requests of</th>
          <th class="wide">${axis(grid, x)}</th>
          <th class="number">p50</th>
          <th class="number">p95</th>
          <th class="number">longest</th>
          <th class="number">requests</th>
        </tr>
      </thead>
      <tbody>
        ${rows.map((row) => plotRow(row, x, grid))}
      </tbody>
    </table>`;
}

/** The marks of the scale. */
function axis(grid: readonly number[], x: (ms: number) => number): Html {
  const marks = grid.map(
    (ms) => html`<span style="left: ${round(x(ms) / (WIDTH / 100))}%">${grouped(ms)} ms</span>`,
  );
  return html`<div class="axis">${marks}</div>`;
}

function plotRow(
  { name, ms, earlier, isApart }: Row,
  x: (ms: number) => number,
  grid: readonly number[],
): Html {
  const [p50, p95] = [percentile(ms, 0.5), percentile(ms, 0.95)];
  const from = Math.min(...earlier.map((past) => past.p50));
  const to = Math.max(...earlier.map((past) => past.p95));
  const band =
    earlier.length === 0
      ? undefined
      : html`<rect
          class="band"
          x="${round(x(from))}"
          y="2"
          width="${round(Math.max(2, x(to) - x(from)))}"
          height="20"
        />`;
  const dots = [...new Set(ms.map((one) => Math.round(x(one))))].map(
    (at, index) => `M${at} ${8 + ((index * 5) % 9)}h0`,
  );
  const changed =
    earlier.length === 0
      ? undefined
      : html` <span class="soft">was ${grouped(median(earlier.map((past) => past.p95)))}</span>`;
  return html`<tr${isApart && html` class="apart"`}><th scope="row">${name}</th><td class="wide"><svg viewBox="0 0 ${WIDTH} 24" preserveAspectRatio="none" aria-hidden="true"><path class="grid" d="${grid.map((at) => `M${round(x(at))} 0v24`).join('')}"/>${band}<path class="dots" d="${dots.join('')}"/>${[p50, p95].map((at) => html`<path class="stroke" d="M${round(x(at))} 1v22" />`)}</svg></td>
<td class="number" data-label="p50">${grouped(p50)} ms</td><td class="number" data-label="p95">${grouped(p95)} ms${changed}</td><td class="number" data-label="longest">${grouped(Math.max(...ms))} ms</td><td class="number" data-label="requests">${grouped(ms.length)}</td></tr>`;
}

function rowsOf(run: RunRecord, earlier: readonly RunSummary[]): Row[] {
  const topics = new Map<string, number[]>();
  const reads: number[] = [];
  for (const listed of run.inventory) {
    const own = topics.get(topicOf(listed)) ?? [];
    topics.set(topicOf(listed), own);
    for (const exchange of run.results.get(listed.id)?.exchanges ?? []) {
      if (exchange.response !== undefined) (exchange.purpose === 'asserted' ? own : reads).push(exchange.ms);
    }
  }
  const created = (one: Exchange): boolean =>
    one.request.method === 'POST' && one.request.path === '/browsers';
  const answered = run.housekeeping.filter(({ response }) => response !== undefined);
  const apart = [
    ['reads', reads],
    ['creation of browsers', answered.filter(created).map(({ ms }) => ms)],
    ['other set-up and clean-up', answered.filter((one) => !created(one)).map(({ ms }) => ms)],
  ] as const;
  return [
    ...[...topics].map(([name, ms]) => ({
      ...{ name, ms, isApart: false },
      earlier: earlier.flatMap(({ latency }) => latency[name] ?? []),
    })),
    ...apart.map(([name, ms]) => ({ name, ms, earlier: [], isApart: true })),
  ];
}

/** The smallest value that so large a share of the values do not exceed. */
function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? 0;
}

function median(values: readonly number[]): number {
  return percentile(values, 0.5);
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
