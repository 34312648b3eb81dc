import { CHECK_SENTENCES } from '../../src/report/check-sentences.js';
import { code, html, lines, type Html } from '../../src/report/look/html.js';
import { cut } from '../../src/report/visible.js';
import { AREAS, type MutantRow, type Kill, type MutationReport } from './rows.js';
import { areaTotals, foundByAlone, redundantChecks } from './totals.js';

/** So many killers are seen at once; the rest is behind a click. */
const KILLERS_SHOWN = 2;

/** How many mutants of each area there are, and were killed. */
export function totalsTable(report: MutationReport): Html {
  const rows = areaTotals(report).map(
    ({ area, mutants, killed }) =>
      html`<tr><td>${area}</td><td class="number">${mutants}</td><td class="number ${killed === mutants ? 'good' : 'bad'}">${killed}</td></tr>`,
  );
  return html`<table class="totals"><thead><tr><th>area</th><th class="number">mutants</th><th class="number">killed</th></tr></thead>
<tbody>${lines(rows)}</tbody></table>`;
}

/** Chooses an area without any script: the style hides the rows of the others. */
export function areaFilter(report: MutationReport): Html {
  const choices = areaTotals(report).map(
    ({ area, mutants }) =>
      html`<label class="chip"><input type="radio" name="area" id="area-${AREAS.indexOf(area)}">${area} <span class="soft">${mutants}</span></label>`,
  );
  return html`<fieldset><legend class="hidden">Show the mutants of</legend>
<label class="chip"><input type="radio" name="area" checked>all <span class="soft">${report.mutants.length}</span></label>
${lines(choices)}
</fieldset>`;
}

/** Every mutant, with what finds it. */
export function mutantTable({ mutants }: MutationReport): Html {
  return html`<table class="mutants stacked"><thead><tr><th>mutant</th><th>what the server does wrong</th><th>killed by</th><th class="number">requests to the first breach</th></tr></thead>
<tbody>
${lines(mutants.map(mutantRow))}
</tbody></table>`;
}

function mutantRow({ mutant, kills, requests }: MutantRow): Html {
  const more = kills.slice(KILLERS_SHOWN);
  const rest =
    more.length > 0 && html`<details><summary>and ${more.length} more</summary>${more.map(killer)}</details>`;
  const killers =
    kills.length === 0 ? html`<span class="bad">nothing</span>` : kills.slice(0, KILLERS_SHOWN).map(killer);
  return html`<tr data-area="${AREAS.indexOf(mutant.area)}" data-searched><td><span class="name">${code(mutant.name)}</span></td>
<td>${mutant.sentence}<span class="clause">${code(mutant.clause)}</span></td>
<td>${killers}${rest}</td>
<td class="number" data-unit=" requests to the first breach">${requests}</td></tr>`;
}

/** A case that found a mutant, with the checks that did. */
export function killer({ caseId, checks, because }: Kill): Html {
  return html`<div class="kill" title="${cut(because, 300)}">${code(caseId)} <span class="check">${checks.join(', ')}</span></div>`;
}

/** Every variation, and whether it passes. */
export function variationTable({ variations }: MutationReport): Html {
  const rows = variations.map(({ variation, alarms }) => {
    const outcome =
      alarms.length === 0
        ? html`<span class="good">passes</span>`
        : html`<span class="bad">false alarm</span>`;
    return html`<tr data-searched><td><span class="name">${code(variation.name)}</span></td><td>${variation.sentence}</td><td>${outcome}</td></tr>`;
  });
  return html`<table class="stacked"><thead><tr><th>variation</th><th>how it differs, without breaking anything</th><th>outcome</th></tr></thead>
<tbody>
${lines(rows)}
</tbody></table>`;
}

/** Every check, switched off, and what became of a mutant that it alone finds. */
export function checkTable(report: MutationReport): Html {
  const redundant = redundantChecks(report);
  const rows = report.checks.map((row) => {
    const { ablation } = row;
    const outcome = redundant.includes(row)
      ? html`<span class="bad">not needed</span>`
      : html`<span class="good">needed</span>: without it, nothing finds ${code(ablation.mutant)}`;
    return html`<tr data-searched><td><span class="name">${code(ablation.check)}</span></td><td>${CHECK_SENTENCES[ablation.check]}</td><td>${outcome}</td>
<td class="number" data-unit=" found by it alone">${foundByAlone(ablation.check, report)?.length}</td></tr>`;
  });
  return html`<table class="stacked"><thead><tr><th>check</th><th>what must hold</th><th>switched off</th><th class="number">mutants that it alone finds</th></tr></thead>
<tbody>
${lines(rows)}
</tbody></table>`;
}
