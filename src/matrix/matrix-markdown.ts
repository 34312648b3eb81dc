import { CHECK_SENTENCES } from '../judge/finding.js';
import { counted, cut, visible } from '../report/visible.js';
import { outcomeSentence, whyNeedless } from './outcome-sentence.js';
import type { CheckRow, FaultRow, Kill, Matrix, VariantRow } from './rows.js';
import {
  areaTotals,
  defects,
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

/** A matrix for people who read Markdown: what is wrong first, then totals, then every fault and variant. */
export function matrixMarkdown(matrix: Matrix): string {
  return [
    '# The faults and what finds them',
    '',
    outcomeSentence(matrix),
    '',
    ...section('Survivors', survivors(matrix).flatMap(survivor)),
    ...section('False alarms', falseAlarms(matrix).flatMap(falseAlarm)),
    ...section('Checks that nothing needs', needlessChecks(matrix).map(needless)),
    ...section(
      'Defects of the suite',
      defects(matrix).map((defect) => `- ${text(cut(defect, 400))}`),
    ),
    ...section('Totals', totals(matrix)),
    ...areaTotals(matrix).flatMap(({ area }) => [
      `## Faults: ${area}`,
      '',
      '| fault | what the server does wrong | clause | killed by | requests to the first breach |',
      '|---|---|---|---|---|',
      ...matrix.faults.filter(({ fault }) => fault.area === area).map(faultLine),
      '',
    ]),
    ...section('Variants', variants(matrix)),
    ...section('Checks', checks(matrix)),
    ...explored(matrix),
    ...onlyFull(matrix),
  ].join('\n');
}

/** A section; nothing where it has no lines. */
function section(title: string, lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : [`## ${title}`, '', ...lines, ''];
}

function survivor({ fault, judged, unjudged }: FaultRow): string[] {
  const why = unjudged === undefined ? '' : ` Some could not be judged: ${text(cut(unjudged, 400))}`;
  return [
    `- ${code(fault.name)} (${fault.area}): ${text(fault.sentence)}. It contradicts ${code(fault.clause)}; ` +
      `${counted(judged, 'case')} came to a verdict, and none saw it.${why}`,
  ];
}

function falseAlarm({ variant, alarms }: VariantRow): string[] {
  const [first] = alarms;
  return [
    `- ${code(variant.name)}: ${text(variant.sentence)}. ${counted(alarms.length, 'case')} held it against the API; the first:`,
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

function faultLine({ fault, kills, requests }: FaultRow): string {
  const killers = kills.length === 0 ? '**nothing**' : kills.slice(0, MOST_KILLERS).map(killer).join('; ');
  const more = kills.length > MOST_KILLERS ? ` and ${kills.length - MOST_KILLERS} more` : '';
  return `| ${code(fault.name)} | ${text(fault.sentence)} | ${code(fault.clause)} | ${killers}${more} | ${requests} |`;
}

function killer({ caseId, checks }: Kill): string {
  return `${code(caseId)} (${checks.join(', ')})`;
}

function variantLine({ variant, alarms }: VariantRow): string {
  return `| ${code(variant.name)} | ${text(variant.sentence)} | ${alarms.length === 0 ? 'passes' : '**false alarm**'} |`;
}

function totals(matrix: Matrix): string[] {
  const areas = areaTotals(matrix);
  if (areas.length === 0) return [];
  return [
    '| area | faults | killed |',
    '|---|---|---|',
    ...areas.map(({ area, faults, killed }) => `| ${area} | ${faults} | ${killed} |`),
  ];
}

function variants({ variants: rows }: Matrix): string[] {
  if (rows.length === 0) return [];
  return ['| variant | how it differs | outcome |', '|---|---|---|', ...rows.map(variantLine)];
}

function checks(matrix: Matrix): string[] {
  if (matrix.checks.length === 0) return [];
  const line = (row: CheckRow): string => {
    const { witness } = row;
    const alone = foundByAlone(witness.check, matrix)?.length ?? '';
    const outcome = needlessChecks(matrix).includes(row)
      ? '**not needed**'
      : `needed: nothing finds ${code(witness.fault)}`;
    return `| ${code(witness.check)} | ${text(CHECK_SENTENCES[witness.check])} | ${outcome} | ${alone} |`;
  };
  return [
    '| check | what must hold | switched off | faults that it alone finds |',
    '|---|---|---|---|',
    ...matrix.checks.map(line),
  ];
}

function explored(matrix: Matrix): string[] {
  const exploration = explorationOf(matrix);
  if (exploration === undefined) return [];
  const missed = (matrix.explored ?? []).filter(({ found }) => !found);
  return section('Exploration', [
    `Random sequences of steps found ${exploredShare(exploration)} of the faults of fields and whole updates.`,
    ...(missed.length === 0
      ? []
      : ['', `Not found: ${missed.map(({ fault }) => code(fault.name)).join(', ')}.`]),
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
            ? ['Every fault is found by two cases or more.']
            : alone.map(({ fault, kills }) => `- ${code(fault.name)}: ${kills.map(killer).join()}`),
        )),
    ...(idle === undefined
      ? []
      : section(
          'Cases that find nothing',
          idle.length === 0
            ? ['Every case finds a fault.']
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
