import type { ContractCase } from '../model/case.js';
import { readablePointer } from './readable-pointer.js';
import { counted } from './visible.js';

/** What the cases cover, as the tables of the README: fields and their schema keywords, rules, statuses. */
export function coverageTables(cases: readonly ContractCase[], declaredStatuses: readonly number[]): string {
  const derived = cases.filter(({ source }) => source === 'schema');
  const byHand = cases.filter(({ source }) => source === 'hand');
  const binding = cases.filter(({ intent }) => intent !== 'observe');
  return [
    `**${counted(cases.length, 'case')}**: ${derived.length} derived from the request schema, ${byHand.length} written by hand.`,
    '',
    '| field | schema keywords | accepted | refused | observed |',
    '|---|---|---|---|---|',
    ...grouped(derived, ({ id }) => id.slice(0, id.indexOf('/'))).map(([field, group]) => {
      const keywords = [...new Set(group.map(({ id }) => id.split('/')[1] ?? ''))];
      return `| \`${field}\` | ${keywords.join(', ')} | ${intents(group)} |`;
    }),
    '',
    '| rule | where | accepted | refused | observed |',
    '|---|---|---|---|---|',
    ...grouped(byHand, ({ clause: { pointer, text } }) => `${text} | ${readablePointer(pointer)}`).map(
      ([rule, group]) => `| ${rule} | ${intents(group)} |`,
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

function grouped(
  cases: readonly ContractCase[],
  by: (testCase: ContractCase) => string,
): [string, readonly ContractCase[]][] {
  return [...new Set(cases.map(by))].map((key) => [key, cases.filter((testCase) => by(testCase) === key)]);
}
