import { causesIn } from '../model/causes-in.js';
import type { CaseResult, InventoryCase, RunProblem, RunRecord } from '../model/run-record.js';
import { isMissing, type CaseOutcome } from '../model/outcomes.js';
import { againOf } from './again.js';
import { caseBlock } from './case-block.js';
import { dotted } from './junit-names.js';
import type { Signal, TestCase } from './junit-test-case.js';
import { placeOf } from './place-of.js';
import { reasonOf } from './reason-of.js';
import { assertedIn } from './seen-in.js';
import { cut } from './visible.js';

/** Of an answer, as much as tells it from another one. */
const LONGEST_ANSWER = 500;

/** A case as a JUnit test case. Its name is the id alone: the sentence may change with the document. */
export function caseElement(
  { listed, outcome, result }: CaseOutcome,
  run: RunRecord,
  problems: readonly RunProblem[],
): TestCase {
  const common = {
    attributes: {
      name: listed.id,
      classname: dotted(run, listed.group.split(' / ')),
      time: seconds(result?.ms ?? 0),
    },
    ...placed(listed),
  };
  const reason = result === undefined ? '' : reasonOf(result, listed.intent);
  const block = result === undefined ? '' : caseBlock(listed, result, againOf(run, listed.id));
  const answer = result === undefined ? [] : answerOf(listed, result);
  const output = [listed.sentence, ...answer].join('\n');
  const signalled = (signal: Signal, type: string, message: string, text = block): TestCase => {
    return { ...common, signal, type, message, text, output };
  };
  switch (outcome) {
    case 'pass':
    case 'note':
    case 'drift': {
      const said = [reason, block].filter(
        (part) => part !== '' && !answer.some((line) => line.startsWith(part)),
      );
      return { ...common, signal: 'none', output: [output, ...said].join('\n') };
    }
    case 'breach':
      return signalled('failure', result === undefined ? outcome : typeOf(result, listed.subject), reason);
    case 'known':
      return signalled('skipped', outcome, `known: ${(result?.known ?? []).join(', ')}`);
    case 'suite error':
    case 'blocked':
      return signalled('error', outcome, reason);
    case 'embedded only':
    case 'not verified':
      return signalled(isMissing(run, result) ? 'error' : 'skipped', outcome, reason);
    case 'never ran': {
      const [first] = problems;
      const why = first?.sentence ?? (run.finished ? '' : 'The run had not ended.');
      const all = problems.map(({ sentence }) => sentence).join('\n');
      return signalled('error', outcome, why === '' ? outcome : `${outcome}: ${why}`, all);
    }
  }
}

/** Seconds with at most three decimals and no exponent: `2.413`. */
export function seconds(ms: number): string {
  return Number.isFinite(ms) && ms > 0 ? String(Number((ms / 1000).toFixed(3))) : '0';
}

function placed(listed: InventoryCase): { readonly place?: string } {
  const place = placeOf(listed);
  return place === undefined ? {} : { place };
}

/** What was answered where the document leaves the answer open: nothing else shows it. */
function answerOf({ intent, statuses }: InventoryCase, { exchanges }: CaseResult): string[] {
  const response = assertedIn(exchanges)?.response;
  const isOpen = intent === 'observe' || statuses.length > 1;
  if (!isOpen || response === undefined) return [];
  const type = response.headers['content-type'];
  const parts = [response.status, type, cut(response.text, LONGEST_ANSWER, response.length)];
  const shown = parts.filter((part) => part !== undefined && part !== '').join(' ');
  return [`${intent === 'observe' ? 'observed' : 'answered'}: ${shown}`];
}

/** The cause of a breach, the most important one first; a plain Mocha test has none. */
function typeOf(result: CaseResult, subject: string): string {
  return [...causesIn(result, subject).keys()][0] ?? 'breach';
}
