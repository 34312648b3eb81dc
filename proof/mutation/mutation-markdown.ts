import { CHECK_SENTENCES } from '../../src/report/check-sentences.js';
import { counted, cut, visible } from '../../src/report/visible.js';
import { outcomeSentence, whyNeedless } from './outcome-sentence.js';
import type { CheckRow, MutantRow, Kill, Matrix, VariationRow } from './rows.js';
import {
  areaTotals,
  suiteErrors,
  explorationOf,
  exploredShare,
  falseAlarms,
  foundByAlone,
  hangingByOne,
  idleCases,
  needlessChecks,
  survivors,
} from './totals.js';

/** More killers than this are only counted; JSON and the page hold them all. */
const MOST_KILLERS = 3;
const LONGEST_BLOCK = 4000;

/** A matrix for people who read Markdown: what is wrong first, then totals, then every mutant and variation. */
export function matrixMarkdown(matrix: Matrix): string {
  return [
    '# The mutants and what finds them',
    '',
    outcomeSentence(matrix),
    '',
    ...section('Survivors', survivors(matrix).flatMap(survivor)),
    ...section('False alarms', falseAlarms(matrix).flatMap(falseAlarm)),
    ...section('Checks that nothing needs', needlessChecks(matrix).map(needless)),
    ...section(
      'Defects of the suite',
      suiteErrors(matrix).map((suiteError) => `- ${text(cut(suiteError, 400))}`),
    ),
    ...section('Totals', totals(matrix)),
    ...areaTotals(matrix).flatMap(({ area }) => [
      `## Mutants: ${area}`,
      '',
      '| mutant | what the server does wrong | clause | killed by | requests to the first breach |',
      '|---|---|---|---|---|',
      ...matrix.mutants.filter(({ mutant }) => mutant.area === area).map(mutantLine),
      '',
    ]),
    ...section('Variations', variations(matrix)),
    ...section('Checks', checks(matrix)),
    ...explored(matrix),
    ...onlyFull(matrix),
  ].join('\n');
}

/** A section; nothing where it has no lines. */
function section(title: string, lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : [`## ${title}`, '', ...lines, ''];
}

function survivor({ mutant, judged, unjudged }: MutantRow): string[] {
  const why = unjudged === undefined ? '' : ` Some could not be judged: ${text(cut(unjudged, 400))}`;
  return [
    `- ${code(mutant.name)} (${mutant.area}): ${text(mutant.sentence)}. It contradicts ${code(mutant.clause)}; ` +
      `${counted(judged, 'case')} came to a verdict, and none saw it.${why}`,
  ];
}

function falseAlarm({ variation, alarms }: VariationRow): string[] {
  const [first] = alarms;
  return [
    `- ${code(variation.name)}: ${text(variation.sentence)}. ${counted(alarms.length, 'case')} held it against the API; the first:`,
    '',
    ...cut(first?.block ?? '', LONGEST_BLOCK)
      .split('\n')
      .map((line) => `      ${visible(line)}`.trimEnd()),
    '',
  ];
}

function needless(row: CheckRow): string {
  return `- ${text(whyNeedless(row))}.`;
}

function mutantLine({ mutant, kills, requests }: MutantRow): string {
  const killers = kills.length === 0 ? '**nothing**' : kills.slice(0, MOST_KILLERS).map(killer).join('; ');
  const more = kills.length > MOST_KILLERS ? ` and ${kills.length - MOST_KILLERS} more` : '';
  return `| ${code(mutant.name)} | ${text(mutant.sentence)} | ${code(mutant.clause)} | ${killers}${more} | ${requests} |`;
}

function killer({ caseId, checks }: Kill): string {
  return `${code(caseId)} (${checks.join(', ')})`;
}

function variationLine({ variation, alarms }: VariationRow): string {
  return `| ${code(variation.name)} | ${text(variation.sentence)} | ${alarms.length === 0 ? 'passes' : '**false alarm**'} |`;
}

function totals(matrix: Matrix): string[] {
  const areas = areaTotals(matrix);
  if (areas.length === 0) return [];
  return [
    '| area | mutants | killed |',
    '|---|---|---|',
    ...areas.map(({ area, mutants, killed }) => `| ${area} | ${mutants} | ${killed} |`),
  ];
}

function variations({ variations: rows }: Matrix): string[] {
  if (rows.length === 0) return [];
  return ['| variation | how it differs | outcome |', '|---|---|---|', ...rows.map(variationLine)];
}

function checks(matrix: Matrix): string[] {
  if (matrix.checks.length === 0) return [];
  const line = (row: CheckRow): string => {
    const { witness } = row;
    const alone = foundByAlone(witness.check, matrix)?.length ?? '';
    const outcome = needlessChecks(matrix).includes(row)
      ? '**not needed**'
      : `needed: nothing finds ${code(witness.mutant)}`;
    return `| ${code(witness.check)} | ${text(CHECK_SENTENCES[witness.check])} | ${outcome} | ${alone} |`;
  };
  return [
    '| check | what must hold | switched off | mutants that it alone finds |',
    '|---|---|---|---|',
    ...matrix.checks.map(line),
  ];
}

function explored(matrix: Matrix): string[] {
  const exploration = explorationOf(matrix);
  if (exploration === undefined) return [];
  const missed = (matrix.explored ?? []).filter(({ found }) => !found);
  return section('Exploration', [
    `Random sequences of steps found ${exploredShare(exploration)} of the mutants of fields and whole updates.`,
    ...(missed.length === 0
      ? []
      : ['', `Not found: ${missed.map(({ mutant }) => code(mutant.name)).join(', ')}.`]),
  ]);
}

function onlyFull(matrix: Matrix): string[] {
  const alone = hangingByOne(matrix);
  const idle = idleCases(matrix);
  return [
    ...(alone === undefined
      ? []
      : section(
          'One case alone',
          alone.length === 0
            ? ['Every mutant is found by two cases or more.']
            : alone.map(({ mutant, kills }) => `- ${code(mutant.name)}: ${kills.map(killer).join()}`),
        )),
    ...(idle === undefined
      ? []
      : section(
          'Cases that find nothing',
          idle.length === 0
            ? ['Every case finds a mutant.']
            : idle.map(({ id, sentence }) => `- ${code(id)} ${text(sentence)}`),
        )),
  ];
}

/** Text as code in a line or a table cell. */
function code(content: string): string {
  return `\`${visible(content).replaceAll('|', '\\|').replaceAll('`', "'")}\``;
}

/** Text as text: what would be a tag, a link, an emphasis or the end of a cell stands for itself. */
function text(content: string): string {
  return visible(content)
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll(/[\\`*_[\]|]/g, String.raw`\$&`);
}
