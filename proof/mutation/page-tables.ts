import { CHECK_SENTENCES } from '../../src/report/check-sentences.js';
import { cut } from '../../src/report/visible.js';
import { codeMarkup as code, markup } from './markup.js';
import { AREAS, type MutantRow, type Kill, type MutationReport } from './rows.js';
import { areaTotals, foundByAlone, redundantChecks } from './totals.js';

/** So many killers are seen at once; the rest is behind a click. */
const KILLERS_SHOWN = 2;

/** How many mutants of each area there are, and were killed. */
export function totalsTable(report: MutationReport): string {
  const rows = areaTotals(report).map(
    ({ area, mutants, killed }) =>
      `<tr><td>${markup(area)}</td><td class="number">${mutants}</td><td class="number ${killed === mutants ? 'good' : 'bad'}">${killed}</td></tr>`,
  );
  return `<table class="totals"><thead><tr><th>area</th><th class="number">mutants</th><th class="number">killed</th></tr></thead>
<tbody>${rows.join('\n')}</tbody></table>`;
}

/** Chooses an area without any script: the style hides the rows of the others. */
export function areaFilter(report: MutationReport): string {
  const choices = areaTotals(report).map(({ area, mutants }) => {
    const id = `area-${AREAS.indexOf(area)}`;
    return `<label><input type="radio" name="area" id="${id}">${markup(area)} <span class="soft">${mutants}</span></label>`;
  });
  return `<fieldset><legend>Show the mutants of</legend>
<label><input type="radio" name="area" checked>all <span class="soft">${report.mutants.length}</span></label>
${choices.join('\n')}
</fieldset>`;
}

/** Every mutant, with what finds it. */
export function mutantTable({ mutants }: MutationReport): string {
  return `<table class="mutants stacked"><thead><tr><th>mutant</th><th>what the server does wrong</th><th>killed by</th><th class="number">requests to the first breach</th></tr></thead>
<tbody>
${mutants.map(mutantRow).join('\n')}
</tbody></table>`;
}

function mutantRow({ mutant, kills, requests }: MutantRow): string {
  const seen = kills.slice(0, KILLERS_SHOWN).map(killer).join('');
  const more = kills.slice(KILLERS_SHOWN);
  const rest =
    more.length === 0
      ? ''
      : `<details><summary>and ${more.length} more</summary>${more.map(killer).join('')}</details>`;
  return `<tr data-area="${AREAS.indexOf(mutant.area)}"><td><span class="name">${code(mutant.name)}</span></td>
<td>${markup(mutant.sentence)}<span class="clause">${code(mutant.clause)}</span></td>
<td>${kills.length === 0 ? '<span class="bad">nothing</span>' : seen + rest}</td>
<td class="number" data-unit=" requests to the first breach">${requests}</td></tr>`;
}

/** A case that found a mutant, with the checks that did. */
export function killer({ caseId, checks, because }: Kill): string {
  return `<div class="kill" title="${markup(cut(because, 300))}">${code(caseId)} <span class="check">${markup(checks.join(', '))}</span></div>`;
}

/** Every variation, and whether it passes. */
export function variationTable({ variations }: MutationReport): string {
  const rows = variations.map(({ variation, alarms }) => {
    const outcome =
      alarms.length === 0 ? '<span class="good">passes</span>' : '<span class="bad">false alarm</span>';
    return `<tr><td><span class="name">${code(variation.name)}</span></td><td>${markup(variation.sentence)}</td><td>${outcome}</td></tr>`;
  });
  return `<table class="stacked"><thead><tr><th>variation</th><th>how it differs, without breaking anything</th><th>outcome</th></tr></thead>
<tbody>
${rows.join('\n')}
</tbody></table>`;
}

/** Every check, switched off, and what became of a mutant that it alone finds. */
export function checkTable(report: MutationReport): string {
  const redundant = redundantChecks(report);
  const rows = report.checks.map((row) => {
    const { ablation } = row;
    const outcome = redundant.includes(row)
      ? '<span class="bad">not needed</span>'
      : `<span class="good">needed</span>: without it, nothing finds ${code(ablation.mutant)}`;
    const alone = foundByAlone(ablation.check, report)?.length;
    return `<tr><td><span class="name">${code(ablation.check)}</span></td><td>${markup(CHECK_SENTENCES[ablation.check])}</td><td>${outcome}</td>
<td class="number" data-unit=" found by it alone">${alone ?? ''}</td></tr>`;
  });
  return `<table class="stacked"><thead><tr><th>check</th><th>what must hold</th><th>switched off</th><th class="number">mutants that it alone finds</th></tr></thead>
<tbody>
${rows.join('\n')}
</tbody></table>`;
}
