import type { ContractCase } from '../model/case.js';
import { rulesOf } from './rules.js';
import { textCell } from './table-cell.js';
import { counted } from './visible.js';

/** What the cases cover, as the tables of the README: fields and their schema keywords, rules, statuses. */
export function coverageTables(cases: readonly ContractCase[], declaredStatuses: readonly number[]): string {
  const derived = cases.filter(({ source }) => source === 'schema');
  const binding = cases.filter(({ intent }) => intent !== 'observe');
  return [
    `**${counted(cases.length, 'case')}**: ${derived.length} derived from the request schema, ${cases.length - derived.length} hand-written.`,
    '',
    '| field | schema keywords | accepted | refused | observed |',
    '|---|---|---|---|---|',
    ...byField(derived).map(([field, group]) => {
      const keywords = [...new Set(group.map(({ id }) => id.split('/')[1] ?? ''))];
      return `| \`${field}\` | ${keywords.join(', ')} | ${intents(group)} |`;
    }),
    '',
    '| rule | where | accepted | refused | observed |',
    '|---|---|---|---|---|',
    ...rulesOf(cases).map(
      (rule) => `| ${textCell(rule.text)} | ${textCell(rule.where)} | ${intents(rule.cases)} |`,
    ),
    '',
    '| status | cases that allow only it | cases that also allow others |',
    '|---|---|---|',
    ...declaredStatuses.map((status) => {
      const about = binding.filter(({ statuses }) => statuses.includes(status));
      const alone = about.filter(({ statuses }) => statuses.length === 1).length;
      return `| ${status} | ${alone} | ${about.length - alone || ''} |`;
    }),
  ].join('\n');
}

function intents(cases: readonly ContractCase[]): string {
  return (['accept', 'refuse', 'observe'] as const)
    .map((intent) => cases.filter((testCase) => testCase.intent === intent).length || '')
    .join(' | ');
}

function byField(cases: readonly ContractCase[]): [field: string, group: readonly ContractCase[]][] {
  const fieldOf = ({ id }: ContractCase): string => id.slice(0, id.indexOf('/'));
  const fields = [...new Set(cases.map(fieldOf))];
  return fields.map((field) => [field, cases.filter((testCase) => fieldOf(testCase) === field)]);
}
