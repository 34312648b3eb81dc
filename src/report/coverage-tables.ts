import type { ContractCase } from '../model/case.js';

/** What the cases prove, as the tables of the README: fields and their statements, rules, statuses. */
export function provenTables(cases: readonly ContractCase[], declaredStatuses: readonly number[]): string {
  const derived = cases.filter(({ source }) => source === 'schema');
  const byHand = cases.filter(({ source }) => source === 'hand');
  const binding = cases.filter(({ intent }) => intent !== 'observe');
  return [
    `**${cases.length} cases**: ${derived.length} derived from the request schema, ${byHand.length} written by hand.`,
    '',
    '| field | statements of the schema | accepted | refused | observed |',
    '|---|---|---|---|---|',
    ...grouped(derived, ({ id }) => id.slice(0, id.indexOf('/'))).map(([field, group]) => {
      const keywords = [...new Set(group.map(({ id }) => id.split('/')[1] ?? ''))];
      return `| \`${field}\` | ${keywords.join(', ')} | ${intents(group)} |`;
    }),
    '',
    '| rule | accepted | refused | observed |',
    '|---|---|---|---|',
    ...grouped(byHand, ({ group }) => group).map(([rule, group]) => `| ${rule} | ${intents(group)} |`),
    '',
    '| status | cases that must be answered with it, alone or as one of a choice |',
    '|---|---|',
    ...declaredStatuses.map((status) => {
      const alone = binding.filter(({ statuses }) => statuses.length === 1 && statuses[0] === status).length;
      const choice = binding.filter(
        ({ statuses }) => statuses.length > 1 && statuses.includes(status),
      ).length;
      return `| ${status} | ${alone}${choice === 0 ? '' : `, and ${choice} as one of a choice`} |`;
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
