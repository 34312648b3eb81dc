import { compareRuns, type Comparison } from '../../model/compare-runs.js';
import type { ExitCode, RunRecord } from '../../model/run-record.js';
import { greenBefore, type RunSummary } from '../../model/run-summary.js';
import { comparedChanges } from '../comparison-sentence.js';
import { comparisonSections, type Line } from '../comparison-sections.js';
import { code, html, type Html } from '../look/html.js';
import { runReport } from '../run-json.js';
import { summaryOf } from '../summary.js';
import { counted } from '../visible.js';
import { causeAddress } from './causes.js';

const MOST_LINES = 6;

/**
 * What changed since the last whole green run against the same target, and since the run before where that was another.
 * @param earlier newest last
 */
export function changesSinceGreen(
  run: RunRecord,
  exitCode: ExitCode,
  earlier: readonly RunSummary[],
): Html[] {
  const { same, green } = greenBefore(earlier, run.target);
  const last = same.at(-1);
  if (last === undefined) {
    return [
      html`<p class="soft">
        No earlier run of the whole contract against this target is known here: there is nothing to
        compare with.
      </p>`,
    ];
  }
  const after = summaryOf(runReport(run, exitCode));
  const before = [green, last === green ? undefined : last].filter((one) => one !== undefined);
  return [
    ...(green === undefined ? [html`<p class="soft">No earlier run against this target was green.</p>`] : []),
    ...before.map((one) => changes(compareRuns(one, after, same))),
  ];
}

function changes(comparison: Comparison): Html {
  const { before } = comparison;
  const which = before.exitCode === 0 ? 'green run' : `run, with exit code ${before.exitCode},`;
  return html`<p>Since the ${which} of ${when(before.startedAt)}: <b>${comparedChanges(comparison)}</b>.</p>
    ${comparisonSections(comparison).map(
      ({ title, lines }) => html`<h3>${title}</h3>
        ${listing(lines, title === 'New causes')}`,
    )}`;
}

function listing(lines: readonly Line[], areCauses: boolean): Html {
  const more = lines.length - MOST_LINES;
  const shown = lines.slice(0, MOST_LINES).map(({ name, text, cases = [] }) => {
    const named = areCauses ? html`<a href="#${causeAddress(name)}">${code(name)}</a>` : code(name);
    const [only] = cases;
    const where = cases.length === 1 && only !== undefined ? caseLink(only) : undefined;
    return html`<li>${named} ${text} ${where}</li>`;
  });
  return html`<ul class="plain">
    ${shown}${more > 0 && html`<li class="soft">and ${counted(more, 'more line')}</li>`}
  </ul>`;
}

function caseLink(id: string): Html {
  return html`<a href="#case=${id}">${code(id)}</a>`;
}

/** `26 Nov 2026, 18:50 UTC` */
export function when(at: string): string {
  const date = new Date(at);
  if (Number.isNaN(date.getTime())) return at;
  const day = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'short', timeZone: 'UTC' });
  return `${day.format(date)} UTC`;
}
