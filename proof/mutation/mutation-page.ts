import { pageText } from '../../src/report/look/document.js';
import { code, html, lines, type Html } from '../../src/report/look/html.js';
import { tableSearch, theme } from '../../src/report/page/assets.js';
import { counted, cut } from '../../src/report/visible.js';
import { outcomeSentence, whyRedundant } from './outcome-sentence.js';
import { PAGE_STYLE } from './page-style.js';
import { areaFilter, checkTable, mutantTable, killer, totalsTable, variationTable } from './page-tables.js';
import type { CheckRow, MutantRow, MutationReport, VariationRow } from './rows.js';
import {
  suiteErrors,
  explorationOf,
  exploredShare,
  falseAlarms,
  killedByOneCase,
  idleCases,
  mutationExitCode,
  redundantChecks,
  survivors,
} from './totals.js';

const LONGEST_BLOCK = 8000;

/** A report as one HTML page that needs nothing else: no font, no file, and for its tables no script. */
export function mutationPage(report: MutationReport): string {
  const { document, startedAt, ms } = report;
  const sections = sectionsOf(report).filter(({ parts }) => parts.length > 0);
  return pageText({
    title: TITLE,
    style: `${theme()}\n${PAGE_STYLE}`,
    script: tableSearch(),
    content: html`<main>
<h1>${TITLE}</h1>
<p class="headline ${tone(report)}">${outcomeSentence(report).replaceAll(' %)', '\u00a0%)')}</p>
<p class="soft">${startedAt.slice(0, 16).replace('T', ' ')} UTC, ${Math.round(ms / 1000)} s; document ${code(document.file)}, sha256 ${code(document.hash.slice(0, 12))}</p>
<nav>${lines(sections.map(({ title }) => html`<a href="#${slug(title)}">${title}</a>`))}</nav>
<form data-search-form hidden><label><span class="hidden">Search in the tables</span><input type="search" data-search placeholder="Search mutants, clauses, cases   /" autocomplete="off"></label> <span class="soft" data-found role="status"></span></form>
${lines(sections.map(section))}
</main>`,
  });
}

const TITLE = 'The mutants and what finds them';

/** A part that held proves nothing about the rest: it is not shown in green. */
function tone(report: MutationReport): string {
  if (mutationExitCode(report) !== 0) return 'bad';
  return report.whole ? 'good' : 'part';
}

interface Section {
  readonly title: string;
  /** Without any, there is no such section. */
  readonly parts: readonly Html[];
}

/** What is wrong comes first. */
function sectionsOf(report: MutationReport): Section[] {
  return [
    { title: 'Survivors', parts: survivors(report).map(survivor) },
    { title: 'False alarms', parts: falseAlarms(report).map(falseAlarm) },
    { title: 'Redundant checks', parts: redundantChecks(report).map(redundant) },
    {
      title: 'Suite errors',
      parts: list(suiteErrors(report).map((suiteError) => html`${cut(suiteError, 400)}`)),
    },
    { title: 'Totals', parts: report.mutants.length === 0 ? [] : [totalsTable(report)] },
    { title: 'Mutants', parts: report.mutants.length === 0 ? [] : [areaFilter(report), mutantTable(report)] },
    { title: 'Variations', parts: report.variations.length === 0 ? [] : [variationTable(report)] },
    { title: 'Checks', parts: report.checks.length === 0 ? [] : [checkTable(report)] },
    { title: 'Exploration', parts: explored(report) },
    { title: 'One case alone', parts: alone(report) },
    { title: 'Cases that find nothing', parts: idle(report) },
  ];
}

function section({ title, parts }: Section): Html {
  return html`<section id="${slug(title)}">
<h2>${title}</h2>
${lines(parts)}
</section>`;
}

function slug(title: string): string {
  return title.toLowerCase().replaceAll(' ', '-');
}

function list(items: readonly Html[]): Html[] {
  return items.length === 0 ? [] : [html`<ul>${items.map((item) => html`<li>${item}</li>`)}</ul>`];
}

function survivor({ mutant, judged, unjudged }: MutantRow): Html {
  return html`<div class="card"><p><span class="name">${code(mutant.name)}</span> <span class="soft">${mutant.area}</span></p>
<p>${mutant.sentence}</p>
<p>It contradicts ${code(mutant.clause)}. ${counted(judged, 'case')} came to a verdict, and none saw it.</p>
${unjudged !== undefined && html`<p>Some could not be judged: ${cut(unjudged, 400)}</p>`}</div>`;
}

function falseAlarm({ variation, alarms }: VariationRow): Html {
  const blocks = alarms.map(
    ({ caseId, verdict, block }, index) =>
      html`<details ${index === 0 && 'open'}><summary>${code(caseId)} ${verdict}</summary><pre>${cut(block, LONGEST_BLOCK)}</pre></details>`,
  );
  return html`<div class="card"><p><span class="name">${code(variation.name)}</span></p>
<p>${variation.sentence}</p>
<p>${counted(alarms.length, 'case')} held it against the API.</p>
${blocks}</div>`;
}

function redundant(row: CheckRow): Html {
  return html`<div class="card"><p>${whyRedundant(row)}.</p></div>`;
}

function explored(report: MutationReport): Html[] {
  const exploration = explorationOf(report);
  if (exploration === undefined) return [];
  const missed = (report.explored ?? []).filter(({ found }) => !found);
  return [
    html`<p>Random sequences of steps found ${exploredShare(exploration)} of the mutants of fields and whole updates.${missed.length > 0 && ' Not found:'}</p>`,
    ...list(
      missed.map(({ mutant, steps, because }) => {
        const why = because === '' ? '' : `: ${cut(because, 300)}`;
        return html`${code(mutant.name)} <span class="soft">in ${counted(steps, 'step')}${why}</span>`;
      }),
    ),
  ];
}

function alone(report: MutationReport): Html[] {
  const mutants = killedByOneCase(report);
  if (mutants === undefined) return [];
  if (mutants.length === 0) return [html`<p>Every mutant is found by two cases or more.</p>`];
  const items = mutants.map(({ mutant, kills }) => html`${code(mutant.name)}${kills.map(killer)}`);
  return [html`<p>Between these mutants and a green run stands a single case.</p>`, ...list(items)];
}

function idle(report: MutationReport): Html[] {
  const cases = idleCases(report);
  if (cases === undefined) return [];
  if (cases.length === 0) return [html`<p>Every case finds a mutant.</p>`];
  return list(cases.map(({ id, sentence }) => html`${code(id)} ${sentence}`));
}
