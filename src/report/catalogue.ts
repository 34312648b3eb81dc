import type { NotCovered } from '../contract/derive/derive.js';
import type { ContractDocument } from '../contract/document.js';
import type { ContractCase, Procedure } from '../model/case.js';
import { readablePointer } from './readable-pointer.js';
import { cut, visible } from './visible.js';

/** The readable list of all cases: what is sent, what is expected, and on which clause each rests (Markdown). */
export function catalogue(
  document: ContractDocument,
  cases: readonly ContractCase[],
  notCovered: readonly NotCovered[],
): string {
  const groups = [...new Set(cases.map(({ group }) => group))];
  return [
    '# The cases of the contract',
    '',
    'Made by `npm run cases -- --write`, kept current by a test. Do not edit.',
    '',
    `${cases.length} cases, ${cases.filter(({ source }) => source === 'schema').length} of them derived from the`,
    `schema. Document: sha256 \`${document.hash}\`. Words in angle brackets are filled in when a body is sent.`,
    '',
    ...groups.flatMap((group) => [
      `## ${group}`,
      '',
      '| case | what | sends | expects | clause |',
      '|---|---|---|---|---|',
      ...cases.filter((testCase) => testCase.group === group).map(row),
      '',
    ]),
    '## Not covered',
    '',
    ...(notCovered.length === 0
      ? ['Every statement of the request schema has its cases.']
      : notCovered.map(
          ({ pointer, keyword, reason }) =>
            `- \`${keyword}\` of ${text(readablePointer(pointer))} (\`${pointer}\`): ${reason}`,
        )),
    '',
  ].join('\n');
}

function row(testCase: ContractCase): string {
  const expects = testCase.intent === 'observe' ? 'observed' : testCase.statuses.join(' or ');
  const cells = [
    code(testCase.id),
    text(testCase.sentence),
    sends(testCase),
    expects,
    text(readablePointer(testCase.clause.pointer)),
  ];
  return `| ${cells.join(' | ')} |`;
}

function sends({ raw, body, contentType, credential, target: to, start, procedure }: ContractCase): string {
  const sent = raw ?? (body === undefined ? undefined : JSON.stringify(body));
  const first = start.after === undefined ? [] : [`after ${code(JSON.stringify(start.after))}`];
  const beside = [
    sent === undefined ? 'no body' : code(cut(sent, 100)),
    ...first,
    ...(contentType === undefined && sent !== undefined ? ['no content type'] : []),
    ...(contentType === undefined || contentType === 'application/json' ? [] : [`as ${code(contentType)}`]),
    ...(credential === 'full key' ? [] : [`with ${credential}`]),
    ...(typeof to === 'object' && 'nearly' in to
      ? [`to its id ${to.nearly}`]
      : typeof to === 'object'
        ? [`to ${code(cut(to.id, 40))}`]
        : to === 'held session'
          ? []
          : [`to ${to === 'unknown session' ? 'an' : 'a'} ${to}`]),
    ...PROCEDURES[procedure],
  ];
  return beside.join(', ');
}

/** What is done, where one request is not all. */
const PROCEDURES: Readonly<Record<Procedure, readonly string[]>> = {
  single: [],
  burst: ['several at once'],
  'fields at once': ['each member by an update of its own, all at once'],
  'derived rates': ['after two different rates, and at two larger sizes'],
  segments: ['with a look at what is recorded'],
  bystander: ['beside another session'],
};

/** Text as code in a table cell. */
function code(content: string): string {
  return `\`${visible(content).replaceAll('|', '\\|').replaceAll('`', "'")}\``;
}

/** Text as text in a table cell; angle brackets are no tags. */
function text(content: string): string {
  return visible(content).replaceAll('|', '\\|').replaceAll('<', '&lt;');
}
