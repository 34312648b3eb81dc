import { OUTCOMES, outcomeCounts } from '../../model/outcomes.js';
import type { RunRecord } from '../../model/run-record.js';
import { topicOf } from '../../model/topic.js';
import { html, type Html } from '../look/html.js';
import { grouped } from '../visible.js';
import { verdictMark } from './verdict-mark.js';

/** Where the script shows the cases: without it, a hint at the command that shows them. */
export function caseSection(run: RunRecord): Html {
  const counts = outcomeCounts(run);
  const topics = [...new Set(run.inventory.map(topicOf))];
  const verdicts = OUTCOMES.filter((outcome) => counts[outcome] > 0);
  return html`<noscript
      ><p>
        The list of cases needs JavaScript. <code>npm run show -- &lt;case id&gt;</code> shows a case in a
        terminal.
      </p></noscript
    >
    <form class="filters" role="search" hidden>
      <label class="search"
        ><span class="hidden">Search in ids, sentences and reasons</span
        ><input type="search" name="q" placeholder="Search ids, sentences, reasons   /" autocomplete="off"
      /></label>
      <fieldset>
        <legend class="hidden">Verdict</legend>
        ${verdicts.map((verdict) => html`<label class="chip"><input type="checkbox" name="verdict" value="${verdict}" />${verdictMark(verdict)} <span class="soft">${grouped(counts[verdict])}</span></label>`)}
      </fieldset>
      <label
        >Field
        <select name="field">
          <option value="">any</option>
          ${topics.map((topic) => html`<option>${topic}</option>`)}
        </select></label
      >
      <label
        >Status
        <select name="status">
          <option value="">any</option>
          ${statuses(run).map((status) => html`<option>${status}</option>`)}
        </select></label
      >
      <button type="reset">Show all</button>
      <button type="button" data-help title="Keys">?<span class="hidden"> Keys</span></button>
    </form>
    <p class="found" role="status"></p>
    <ul class="cases"></ul>
    <button type="button" class="more" hidden>Show more</button>`;
}

/** The statuses that answered. */
function statuses(run: RunRecord): number[] {
  const all = [...run.results.values()].map(
    ({ exchanges }) => exchanges.find(({ purpose }) => purpose === 'asserted')?.response?.status,
  );
  return [...new Set(all.filter((status) => status !== undefined))].sort((a, b) => a - b);
}

/** What the keys do. */
export function helpDialog(): Html {
  const keys = [
    ['/', 'search in the cases'],
    ['j', 'next cause or case'],
    ['k', 'the one before'],
    ['Enter', 'open or close it'],
    ['Esc', 'leave the search'],
    ['?', 'this list'],
  ];
  return html`<dialog aria-labelledby="keys-title">
    <h2 id="keys-title">Keys</h2>
    <dl class="keys">
      ${keys.map(
        ([key, what]) =>
          html`<div>
            <dt><kbd>${key}</kbd></dt>
            <dd>${what}</dd>
          </div>`,
      )}
    </dl>
    <p class="soft">The address keeps search, filters and what is open: copy it to share them.</p>
    <form method="dialog"><button>Close</button></form>
  </dialog>`;
}
