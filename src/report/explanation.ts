import type { CauseKind } from '../model/cause-kind.js';
import type { ContractDocument } from '../contract/document.js';
import type { Clause } from '../model/clause.js';
import { acceptCommand } from './accept-command.js';
import { CAUSE_SENTENCES } from './cause-sentences.js';
import { clauseWords } from './clause-words.js';
import { fact } from './facts.js';
import { runName, type PastCause, type PastRun } from './past-run.js';
import { readablePointer } from './readable-pointer.js';
import { counted, visible } from './visible.js';

/** What is known of a cause that is to be explained. */
export interface Explained {
  readonly id: string;
  readonly kind: CauseKind;
  readonly clause: Clause;
  readonly document: ContractDocument;
  /** The last run; undefined where there is none. */
  readonly run: PastRun | undefined;
  /** The cause as that run showed it; undefined where it did not. */
  readonly seen: PastCause | undefined;
  /** The last day to propose for an acceptance, `YYYY-MM-DD`. */
  readonly until: string;
}

/** All that helps with a cause: what the document says, who suffers, an example, how to repair and how to accept it. */
export function explanation(explained: Explained): string {
  const { id, kind, clause, seen } = explained;
  const { clients, repair } = CAUSE_SENTENCES[kind];
  const example = exampleOf(explained);
  return [
    visible(id),
    '',
    ...fact('seen', [seenWhere(explained)]),
    ...fact('contract', contract(explained.document, clause)),
    ...fact('because', seen === undefined ? [] : [seen.because]),
    ...fact('clients', [clients]),
    ...fact('fix', [repair]),
    ...(example === '' ? [] : ['', 'An example:', '', example]),
    '',
    ...howToAccept(explained),
  ].join('\n');
}

function seenWhere({ run, seen }: Explained): string {
  if (run === undefined) return 'in no run: none has left its reports here';
  if (seen === undefined) return `not in the last run (${runName(run)})`;
  const known = seen.isKnown ? ', known and accepted' : '';
  return `in ${counted(seen.cases.length, 'case')} of the last run (${runName(run)}), as a ${seen.severity}${known}`;
}

/** Where the document says it, in its own words, and as a pointer. */
function contract(document: ContractDocument, clause: Clause): string[] {
  const words = clauseWords(document, clause);
  const said = words ?? `The document in use, ${document.file}, says nothing there.`;
  return [readablePointer(clause.pointer), said, clause.pointer];
}

/** The block of the best example. */
function exampleOf({ run, seen }: Explained): string {
  const [best] = seen?.cases ?? [];
  return run?.results.find(({ id }) => id === best)?.block ?? '';
}

function howToAccept({ id, kind, run, seen, until }: Explained): string[] {
  if (kind === 'note') return ['A note fails no run, so there is nothing to accept.'];
  const command = acceptCommand(id, until);
  if (run === undefined || seen === undefined) {
    return ['To accept it for a while, once a run against the API has shown it:', '', command];
  }
  if (run.isEmbedded) {
    return [
      'Of the embedded reference server nothing is accepted. Once a run against an API has shown it:',
      '',
      command,
    ];
  }
  return [seen.isKnown ? 'To accept it again:' : 'To accept it for a while:', '', command];
}
