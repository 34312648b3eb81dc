import {
  isBreaking,
  needsAPerson,
  type DocumentChanges,
  type RatedChange,
} from '../contract/pin/document-changes.js';
import type { OpenClause } from '../contract/pin/rows.js';
import { documentPlace } from './document-place.js';
import { fact } from './facts.js';
import { readablePointer } from './readable-pointer.js';
import { foreignCell } from './table-cell.js';
import { counted, cut } from './visible.js';

/** So many lines of a kind, and ids of a line, are listed. */
const MOST_LINES = 25;
const MOST_IDS = 3;
const MOST_STATEMENTS = 15;

interface Section {
  readonly label: string;
  readonly lines: readonly string[];
}

/** What a newer document changes, as a person reads it on a console of 80 columns. */
export function documentChangesText(changes: DocumentChanges): string {
  return [
    ...fact('document', [documentVerdict(changes)]),
    ...sections(changes).flatMap(({ label, lines }) => ['', ...fact(label, bounded(lines))]),
  ].join('\n');
}

/** The same as Markdown, for the summary of a CI job. */
export function documentChangesMarkdown(changes: DocumentChanges): string {
  return [
    `**${foreignCell(documentVerdict(changes))}**`,
    ...sections(changes).flatMap(({ label, lines }) => [
      '',
      `### ${label}`,
      '',
      ...bounded(lines).map((line) => `- ${foreignCell(cut(line, 600))}`),
    ]),
  ].join('\n');
}

/** What matters most, in one sentence or two. */
function documentVerdict(changes: DocumentChanges): string {
  const { rated, open, lint } = changes;
  if (rated.length === 0 && open.length === 0 && lint.length === 0)
    return 'It states what the pinned document states.';
  const breaking = rated.filter(({ rating }) => rating === 'major').length;
  const rows = new Set(open.flatMap((clause) => clause.rows)).size;
  const first = isBreaking(changes)
    ? `BREAKING: ${counted(breaking, 'change')} that may break clients.`
    : 'Not breaking: clients of the pinned document go on working.';
  const rest = needsAPerson(changes)
    ? `A person has to look at ${[
        ...(rows > 0 ? [`${counted(open.length, 'clause')} with ${counted(rows, 'hand-written row')}`] : []),
        ...(lint.length > 0 ? [counted(lint.length, 'lint error')] : []),
      ].join(' and ')}.`
    : 'Nothing needs a person.';
  return `${first} ${rest}`;
}

function sections(changes: DocumentChanges): Section[] {
  const { rated, cases, open, derivedOnly, lint } = changes;
  const of = (rating: RatedChange['rating']): string[] => [
    ...new Set(
      rated
        // What is true of a component alone, no client sees.
        .filter((one) => one.rating === rating && (rating === 'major' || one.path.startsWith('#/paths/')))
        .map(changeLine),
    ),
  ];
  const all: readonly Section[] = [
    { label: 'breaking', lines: of('major') },
    { label: 'compatible', lines: [...of('minor'), ...of('patch')] },
    {
      label: 'cases',
      lines: [
        `derived from single statements: ${cases.before} before, ${cases.after} now`,
        ...idLines('new', cases.fresh),
        ...idLines('gone', cases.gone),
        ...idLines('changed', cases.changed),
      ],
    },
    {
      label: 'not covered',
      lines: cases.notCovered.map(({ pointer, reason }) => `${readablePointer(pointer)}: ${reason}`),
    },
    {
      label: 'derived only',
      lines:
        derivedOnly.length === 0 ? [] : [`${derivedOnly.join(', ')}: no hand-written row is about these`],
    },
    { label: 'to decide', lines: open.map(openLine) },
    { label: 'lint', lines: lint.map(({ pointer, sentence }) => `${readablePointer(pointer)}: ${sentence}`) },
  ];
  return all.filter(({ lines }) => lines.length > 0);
}

/** Sentences of the tool name the place themselves; without one, the place and what happened to it. */
function changeLine({ path, kind, sentences }: RatedChange): string {
  const place = documentPlace(path);
  return sentences.length === 0 ? `${place}: ${kind}` : `${place}: ${sentences.join(' ')}`;
}

/** Ids by what they are about, since there may be hundreds. */
function idLines(label: string, ids: readonly string[]): string[] {
  if (ids.length === 0) return [];
  const statements = new Map<string, number>();
  for (const id of ids) {
    const statement = id.split('/').slice(0, 2).join('/');
    statements.set(statement, (statements.get(statement) ?? 0) + 1);
  }
  const named = [...statements].map(([statement, count]) =>
    count === 1 ? statement : `${statement} (${count})`,
  );
  return [`${ids.length} ${label}: ${some(named, MOST_STATEMENTS)}`];
}

const WHY: Readonly<Record<OpenClause['why'], string>> = {
  gone: 'is gone',
  reworded: 'does not say so any more',
  changed: 'states something else',
};

function openLine({ clause, why, rows }: OpenClause): string {
  return `${readablePointer(clause.pointer)} ${WHY[why]}: "${cut(clause.text, 200)}" Rows: ${some(rows, MOST_IDS)}.`;
}

function some(names: readonly string[], most: number): string {
  const more = names.length - most;
  return [...names.slice(0, most), ...(more > 0 ? [`and ${more} more`] : [])].join(', ');
}

function bounded(lines: readonly string[]): string[] {
  const more = lines.length - MOST_LINES;
  return more > 0 ? [...lines.slice(0, MOST_LINES), `and ${more} more`] : [...lines];
}
