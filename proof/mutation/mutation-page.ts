import { counted, cut } from '../../src/report/visible.js';
import { codeMarkup as code, markup } from './markup.js';
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

/** A report as one HTML page that needs nothing else: no script, no font, no file. */
export function mutationPage(report: MutationReport): string {
  const { document, startedAt, ms } = report;
  const sections = sectionsOf(report).filter(({ parts }) => parts.length > 0);
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>The mutants and what finds them</title>
<style>${PAGE_STYLE}</style>
</head>
<body>
<main>
<h1>The mutants and what finds them</h1>
<p class="headline ${mutationExitCode(report) === 0 ? 'good' : 'bad'}">${markup(outcomeSentence(report)).replaceAll(' %)', '&nbsp;%)')}</p>
<p class="soft">${markup(startedAt.slice(0, 16).replace('T', ' '))} UTC, ${Math.round(ms / 1000)} s; document ${code(document.file)}, sha256 ${code(document.hash.slice(0, 12))}</p>
<nav>${sections.map(({ title }) => `<a href="#${slug(title)}">${markup(title)}</a>`).join('\n')}</nav>
${sections.map(section).join('')}</main>
</body>
</html>
`;
}

interface Section {
  readonly title: string;
  /** Without any, there is no such section. */
  readonly parts: readonly string[];
}

/** What is wrong comes first. */
function sectionsOf(report: MutationReport): Section[] {
  return [
    { title: 'Survivors', parts: survivors(report).map(survivor) },
    { title: 'False alarms', parts: falseAlarms(report).map(falseAlarm) },
    { title: 'Redundant checks', parts: redundantChecks(report).map(redundant) },
    {
      title: 'Suite errors',
      parts: list(suiteErrors(report).map((suiteError) => markup(cut(suiteError, 400)))),
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

function section({ title, parts }: Section): string {
  return `<section id="${slug(title)}">\n<h2>${markup(title)}</h2>\n${parts.join('\n')}\n</section>\n`;
}

function slug(title: string): string {
  return title.toLowerCase().replaceAll(' ', '-');
}

function list(items: readonly string[]): string[] {
  return items.length === 0 ? [] : [`<ul>\n${items.map((item) => `<li>${item}</li>`).join('\n')}\n</ul>`];
}

function survivor({ mutant, judged, unjudged }: MutantRow): string {
  const missed =
    unjudged === undefined ? '' : `<p>Some could not be judged: ${markup(cut(unjudged, 400))}</p>`;
  return `<div class="card"><p><span class="name">${code(mutant.name)}</span> <span class="soft">${markup(mutant.area)}</span></p>
<p>${markup(mutant.sentence)}</p>
<p>It contradicts ${code(mutant.clause)}. ${counted(judged, 'case')} came to a verdict, and none saw it.</p>${missed}</div>`;
}

function falseAlarm({ variation, alarms }: VariationRow): string {
  const blocks = alarms.map(({ caseId, verdict, block }) => {
    const lines = cut(block, LONGEST_BLOCK)
      .split('\n')
      .map((line) => markup(line));
    return `<details><summary>${code(caseId)} ${markup(verdict)}</summary><pre>${lines.join('\n')}</pre></details>`;
  });
  const [first, ...rest] = blocks;
  return `<div class="card"><p><span class="name">${code(variation.name)}</span></p>
<p>${markup(variation.sentence)}</p>
<p>${counted(alarms.length, 'case')} held it against the API.</p>
${(first ?? '').replace('<details>', '<details open>')}${rest.join('')}</div>`;
}

function redundant(row: CheckRow): string {
  return `<div class="card"><p>${markup(whyRedundant(row))}.</p></div>`;
}

function explored(report: MutationReport): string[] {
  const exploration = explorationOf(report);
  if (exploration === undefined) return [];
  const missed = (report.explored ?? []).filter(({ found }) => !found);
  return [
    `<p>Random sequences of steps found ${markup(exploredShare(exploration))} of the mutants of fields and whole updates.${missed.length === 0 ? '' : ' Not found:'}</p>`,
    ...list(
      missed.map(({ mutant, steps, because }) => {
        const why = because === '' ? '' : `: ${markup(cut(because, 300))}`;
        return `${code(mutant.name)} <span class="soft">in ${counted(steps, 'step')}${why}</span>`;
      }),
    ),
  ];
}

function alone(report: MutationReport): string[] {
  const mutants = killedByOneCase(report);
  if (mutants === undefined) return [];
  if (mutants.length === 0) return ['<p>Every mutant is found by two cases or more.</p>'];
  const items = mutants.map(({ mutant, kills }) => `${code(mutant.name)}${kills.map(killer).join('')}`);
  return ['<p>Between these mutants and a green run stands a single case.</p>', ...list(items)];
}

function idle(report: MutationReport): string[] {
  const cases = idleCases(report);
  if (cases === undefined) return [];
  if (cases.length === 0) return ['<p>Every case finds a mutant.</p>'];
  return list(cases.map(({ id, sentence }) => `${code(id)} ${markup(sentence)}`));
}
