import { counted, cut } from '../../src/report/visible.js';
import { codeMarkup as code, markup } from './markup.js';
import { outcomeSentence, whyNeedless } from './outcome-sentence.js';
import { PAGE_STYLE } from './page-style.js';
import { areaFilter, checkTable, mutantTable, killer, totalsTable, variationTable } from './page-tables.js';
import type { CheckRow, MutantRow, Matrix, VariationRow } from './rows.js';
import {
  suiteErrors,
  explorationOf,
  exploredShare,
  falseAlarms,
  hangingByOne,
  idleCases,
  matrixExitCode,
  needlessChecks,
  survivors,
} from './totals.js';

const LONGEST_BLOCK = 8000;

/** A matrix as one HTML page that needs nothing else: no script, no font, no file. */
export function matrixPage(matrix: Matrix): string {
  const { document, startedAt, ms } = matrix;
  const sections = sectionsOf(matrix).filter(({ parts }) => parts.length > 0);
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
<p class="headline ${matrixExitCode(matrix) === 0 ? 'good' : 'bad'}">${markup(outcomeSentence(matrix)).replaceAll(' %)', '&nbsp;%)')}</p>
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
function sectionsOf(matrix: Matrix): Section[] {
  return [
    { title: 'Survivors', parts: survivors(matrix).map(survivor) },
    { title: 'False alarms', parts: falseAlarms(matrix).map(falseAlarm) },
    { title: 'Checks that nothing needs', parts: needlessChecks(matrix).map(needless) },
    {
      title: 'Defects of the suite',
      parts: list(suiteErrors(matrix).map((suiteError) => markup(cut(suiteError, 400)))),
    },
    { title: 'Totals', parts: matrix.mutants.length === 0 ? [] : [totalsTable(matrix)] },
    { title: 'Mutants', parts: matrix.mutants.length === 0 ? [] : [areaFilter(matrix), mutantTable(matrix)] },
    { title: 'Variations', parts: matrix.variations.length === 0 ? [] : [variationTable(matrix)] },
    { title: 'Checks', parts: matrix.checks.length === 0 ? [] : [checkTable(matrix)] },
    { title: 'Exploration', parts: explored(matrix) },
    { title: 'One case alone', parts: alone(matrix) },
    { title: 'Cases that find nothing', parts: idle(matrix) },
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

function needless(row: CheckRow): string {
  return `<div class="card"><p>${markup(whyNeedless(row))}.</p></div>`;
}

function explored(matrix: Matrix): string[] {
  const exploration = explorationOf(matrix);
  if (exploration === undefined) return [];
  const missed = (matrix.explored ?? []).filter(({ found }) => !found);
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

function alone(matrix: Matrix): string[] {
  const mutants = hangingByOne(matrix);
  if (mutants === undefined) return [];
  if (mutants.length === 0) return ['<p>Every mutant is found by two cases or more.</p>'];
  const items = mutants.map(({ mutant, kills }) => `${code(mutant.name)}${kills.map(killer).join('')}`);
  return ['<p>Between these mutants and a green run stands a single case.</p>', ...list(items)];
}

function idle(matrix: Matrix): string[] {
  const cases = idleCases(matrix);
  if (cases === undefined) return [];
  if (cases.length === 0) return ['<p>Every case finds a mutant.</p>'];
  return list(cases.map(({ id, sentence }) => `${code(id)} ${markup(sentence)}`));
}
