import { causesOf } from '../../model/causes.js';
import { caseOutcomes } from '../../model/outcomes.js';
import type { RunRecord } from '../../model/run-record.js';
import { greenBefore, type RunSummary } from '../../model/run-summary.js';
import { assertedIn } from '../seen-in.js';
import { code, html, type Html } from '../look/html.js';
import { causeAddress } from './causes.js';

const MOST_IDS = 6;

/** What changed since the last whole green run against the same target. @param earlier newest last */
export function changesSinceGreen(run: RunRecord, earlier: readonly RunSummary[]): Html {
  const { same, green } = greenBefore(earlier, run.target);
  if (green === undefined) {
    return html`<p class="soft">
      ${same.length === 0 ? 'No earlier runs of the whole contract against this target are known here' : 'None of the earlier runs of the whole contract was green'},
      so nothing says what changed.
    </p>`;
  }
  const lists = [
    listing('New causes', newCauses(run, green)),
    listing('Repaired since the run before', repaired(run, same.at(-1))),
    listing('Newly not verified', unverified(run, green)),
    listing('Answered with another status, where the document leaves a choice', otherStatus(run, green)),
  ].filter((list) => list !== undefined);
  return html`<p>
      Since the green run of
      ${when(green.startedAt)}${lists.length === 0 && ': nothing that counts has changed'}.
    </p>
    ${lists}`;
}

function newCauses(run: RunRecord, { causes }: RunSummary): Html[] {
  const known = new Set(causes.map(({ id }) => id));
  const fresh = causesOf(run).filter(
    ({ id, severity, isKnown }) => severity === 'breach' && !isKnown && !known.has(id),
  );
  return fresh.map(({ id }) => html`<a href="#${causeAddress(id)}">${code(id)}</a>`);
}

function repaired(run: RunRecord, before: RunSummary | undefined): Html[] {
  if (!run.isWhole || !run.finished) return []; // what did not run is not repaired
  const now = new Set(causesOf(run).map(({ id }) => id));
  const gone = (before?.causes ?? []).filter(({ id, severity }) => severity === 'breach' && !now.has(id));
  return gone.map(({ id }) => code(id));
}

function unverified(run: RunRecord, { cases }: RunSummary): Html[] {
  return caseOutcomes(run).flatMap(({ listed, outcome }) => {
    const was = cases[listed.id]?.outcome;
    const isOpen = ['blocked', 'not verified', 'suite error', 'never ran'].includes(outcome);
    return isOpen && (was === 'pass' || was === 'note') ? [caseLink(listed.id)] : [];
  });
}

function otherStatus(run: RunRecord, { cases }: RunSummary): Html[] {
  return caseOutcomes(run).flatMap(({ listed, result }) => {
    const was = cases[listed.id]?.status;
    const status = assertedIn(result?.exchanges ?? [])?.response?.status;
    if (was === undefined || status === undefined || was === status) return [];
    return [html`${caseLink(listed.id)} ${was} → ${status}`];
  });
}

function caseLink(id: string): Html {
  return html`<a href="#case=${id}">${code(id)}</a>`;
}

function listing(title: string, items: readonly Html[]): Html | undefined {
  if (items.length === 0) return undefined;
  const more = items.length - MOST_IDS;
  const shown = items.slice(0, MOST_IDS).map((item) => html`<li>${item}</li>`);
  return html`<p><b>${items.length}</b> ${title.toLowerCase()}</p>
    <ul class="plain">
      ${shown}${more > 0 && html`<li class="soft">and ${more} more</li>`}
    </ul>`;
}

/** `26 Nov 2026, 18:50 UTC` */
export function when(at: string): string {
  const date = new Date(at);
  if (Number.isNaN(date.getTime())) return at;
  const day = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'short', timeZone: 'UTC' });
  return `${day.format(date)} UTC`;
}
