import { CHECK_SENTENCES } from '../../src/report/check-sentences.js';
import { counted, cut, visible } from '../../src/report/visible.js';
import { outcomeSentence, whyRedundant } from './outcome-sentence.js';
import type { CheckRow, MutantRow, Kill, MutationReport, VariationRow } from './rows.js';
import {
  areaTotals,
  suiteErrors,
  explorationOf,
  exploredShare,
  falseAlarms,
  foundByAlone,
  killedByOneCase,
  idleCases,
  redundantChecks,
  survivors,
} from './totals.js';

/** More killers than this are only counted; JSON and the page hold them all. */
const MOST_KILLERS = 3;
const LONGEST_BLOCK = 4000;

/** A report for people who read Markdown: what is wrong first, then totals, then every mutant and variation. */
export function mutationMarkdown(report: MutationReport): string {
  return [
    '# The mutants and what finds them',
    '',
    outcomeSentence(report),
    '',
    ...section('Survivors', survivors(report).flatMap(survivor)),
    ...section('False alarms', falseAlarms(report).flatMap(falseAlarm)),
    ...section('Redundant checks', redundantChecks(report).map(redundant)),
    ...section(
      'Suite errors',
      suiteErrors(report).map((suiteError) => `- ${text(cut(suiteError, 400))}`),
    ),
    ...section('Totals', totals(report)),
    ...areaTotals(report).flatMap(({ area }) => [
      `## Mutants: ${area}`,
      '',
      '| mutant | what the server does wrong | clause | killed by | requests to the first breach |',
      '|---|---|---|---|---|',
      ...report.mutants.filter(({ mutant }) => mutant.area === area).map(mutantLine),
      '',
    ]),
    ...section('Variations', variations(report)),
    ...section('Checks', checks(report)),
    ...explored(report),
    ...onlyFull(report),
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

function redundant(row: CheckRow): string {
  return `- ${text(whyRedundant(row))}.`;
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

function totals(report: MutationReport): string[] {
  const areas = areaTotals(report);
  if (areas.length === 0) return [];
  return [
    '| area | mutants | killed |',
    '|---|---|---|',
    ...areas.map(({ area, mutants, killed }) => `| ${area} | ${mutants} | ${killed} |`),
  ];
}

function variations({ variations: rows }: MutationReport): string[] {
  if (rows.length === 0) return [];
  return ['| variation | how it differs | outcome |', '|---|---|---|', ...rows.map(variationLine)];
}

function checks(report: MutationReport): string[] {
  if (report.checks.length === 0) return [];
  const line = (row: CheckRow): string => {
    const { ablation } = row;
    const alone = foundByAlone(ablation.check, report)?.length ?? '';
    const outcome = redundantChecks(report).includes(row)
      ? '**not needed**'
      : `needed: nothing finds ${code(ablation.mutant)}`;
    return `| ${code(ablation.check)} | ${text(CHECK_SENTENCES[ablation.check])} | ${outcome} | ${alone} |`;
  };
  return [
    '| check | what must hold | switched off | mutants that it alone finds |',
    '|---|---|---|---|',
    ...report.checks.map(line),
  ];
}

function explored(report: MutationReport): string[] {
  const exploration = explorationOf(report);
  if (exploration === undefined) return [];
  const missed = (report.explored ?? []).filter(({ found }) => !found);
  return section('Exploration', [
    `Random sequences of steps found ${exploredShare(exploration)} of the mutants of fields and whole updates.`,
    ...(missed.length === 0
      ? []
      : ['', `Not found: ${missed.map(({ mutant }) => code(mutant.name)).join(', ')}.`]),
  ]);
}

function onlyFull(report: MutationReport): string[] {
  const alone = killedByOneCase(report);
  const idle = idleCases(report);
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
