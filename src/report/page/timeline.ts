import type { Exchange } from '../../model/exchange.js';
import { isObject, parseJson, type Json } from '../../model/json.js';
import type { RunRecord } from '../../model/run-record.js';
import { html, type Html } from '../look/html.js';
import { used } from '../headline.js';
import { counted } from '../visible.js';

const WIDTH = 1000;
/** So many browsers are shown at once; the others open on request. */
const MOST_ROWS = 16;

/** A browser as long as it was paid for. */
interface Held {
  readonly id: string;
  readonly kind: string;
  readonly from: number;
  /** Undefined where no release was recorded. */
  readonly to: number | undefined;
  /** When requests of cases went to it. */
  readonly requests: readonly number[];
}

/** The browsers of a run over time: what they were, how long they were held, and when they were used. */
export function timeline(run: RunRecord): Html {
  const held = heldIn(run);
  const [first] = held;
  if (first === undefined) return html`<p>No browser was created. Used: ${used(run)}.</p>`;
  const end = Math.max(...held.map(({ from, to, requests }) => Math.max(from + 1, to ?? 0, ...requests)));
  const x = (at: number): number => Math.round(((at - first.from) / (end - first.from)) * WIDTH);
  const seconds = held.reduce((sum, { from, to }) => sum + ((to ?? end) - from), 0) / 1000;
  const rows = held.map(({ id, kind, from, to, requests }) => {
    const ticks = [...new Set(requests.map(x))].map((at) => `M${at} 6v8`).join('');
    const length = (((to ?? end) - from) / 1000).toFixed(1);
    return html`<tr>
      <th scope="row">${kind}</th>
      <td class="wide">
        <svg viewBox="0 0 ${WIDTH} 20" preserveAspectRatio="none" aria-hidden="true">
          <rect
            class="held"
            x="${x(from)}"
            y="3"
            width="${Math.max(2, x(to ?? end) - x(from))}"
            height="14"
          />
          <path class="ticks" d="${ticks}" />
        </svg>
      </td>
      <td class="number" data-label="held">
        ${length} s${to === undefined && ' and on: no release was recorded'}
      </td>
      <td class="number" data-label="requests">${requests.length}</td>
      <td><code>${id}</code></td>
    </tr>`;
  });
  const others = rows.slice(MOST_ROWS);
  return html`<p>
      ${used(run)}. Held together for <b>${seconds.toFixed(1)} s</b> of browser time,
      ${counted(run.browsers.heldAtMost, 'browser')} at most at once.
    </p>
    ${table(rows.slice(0, MOST_ROWS))}
    ${others.length > 0 && html`<details><summary>${counted(others.length, 'more browser')}</summary>${table(others)}</details>`}`;
}

function table(rows: readonly Html[]): Html {
  return html`<table class="plot">
    <thead>
      <tr>
        <th>browser</th>
        <th class="wide"><span class="hidden">held from left to right</span></th>
        <th class="number">held</th>
        <th class="number">requests</th>
        <th>session</th>
      </tr>
    </thead>
    <tbody>
      ${rows}
    </tbody>
  </table>`;
}

function heldIn(run: RunRecord): Held[] {
  const ends = new Map<string, number>();
  const uses = new Map<string, number[]>();
  const all = [...run.housekeeping, ...[...run.results.values()].flatMap(({ exchanges }) => exchanges)];
  for (const exchange of all) {
    const id = sessionIn(exchange.request.path);
    if (id === undefined) continue;
    if (exchange.request.method === 'DELETE') ends.set(id, Date.parse(exchange.at) + exchange.ms);
    else if (exchange.purpose === 'asserted')
      uses.set(id, [...(uses.get(id) ?? []), Date.parse(exchange.at)]);
  }
  return run.housekeeping
    .flatMap((exchange): Held[] => {
      const id = createdBy(exchange);
      if (id === undefined) return [];
      const from = Date.parse(exchange.at);
      return [{ id, kind: kindOf(exchange), from, to: ends.get(id), requests: uses.get(id) ?? [] }];
    })
    .sort((a, b) => a.from - b.from);
}

function sessionIn(path: string): string | undefined {
  return /^\/browsers\/([^/?]+)/.exec(path)?.[1];
}

function createdBy({ request, response }: Exchange): string | undefined {
  if (request.method !== 'POST' || request.path !== '/browsers') return undefined;
  const shown = response?.json ?? parsed(response?.text);
  return isObject(shown) && typeof shown.session_id === 'string' ? shown.session_id : undefined;
}

function kindOf({ request }: Exchange): string {
  const asked = parsed(request.body);
  if (!isObject(asked)) return 'browser';
  return [asked.headless === true ? 'headless' : 'headful', asked.stealth === true ? 'stealth' : '']
    .filter((word) => word !== '')
    .join(', ');
}

function parsed(text: string | undefined): Json | undefined {
  try {
    return text === undefined ? undefined : parseJson(text);
  } catch {
    return undefined;
  }
}
