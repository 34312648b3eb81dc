import { daysAfter, isDay, LONGEST_DAYS } from '../settings/known-deviations.js';
import { newCommand, readCommandLine } from './command-line.js';

/** What a person says of a deviation that is to be accepted. */
export interface Acceptance {
  /** The id of a cause, or a pattern. */
  readonly cause: string;
  readonly reason: string;
  readonly issue: string;
  readonly owner: string;
  /** `YYYY-MM-DD` */
  readonly until: string;
}

/** What the command line of `npm run accept` asks for. */
export type AcceptOptions =
  | { readonly help: string }
  /** `cause` where one is given: the last run may have more to say against it. */
  | { readonly problems: readonly string[]; readonly cause?: string }
  | { readonly acceptance: Acceptance };

type Values = Partial<Omit<Acceptance, 'cause'>>;

/**
 * Reads the command line, and finds everything that is wrong with it at once.
 * @param today ISO 8601
 */
export function readAcceptOptions(args: readonly string[], today: string): AcceptOptions {
  const command = newCommand(
    'accept',
    'Accepts a cause of the last run as a known deviation, for a while: writes it into the file of known deviations.',
  )
    .usage('<cause> [options]')
    .argument(
      '[cause]',
      'the id of a cause, or a pattern in quotes in which * stands for any text (required)',
    )
    .option('--reason <text>', 'why it is accepted (required)')
    .option('--issue <id or URL>', 'where its fix is tracked (required)')
    .option('--owner <who>', 'who will see to it (required)')
    .option(
      '--until <day>',
      `the last day of its acceptance, YYYY-MM-DD, at most ${LONGEST_DAYS} days ahead (required)`,
    );
  const line = readCommandLine<Values>(command, args, [], 'put a text of several words in quotes');
  if (!('options' in line)) return line;
  const { reason, issue, owner, until } = line.options;
  const cause = line.operands[0]?.trim() ?? '';
  const problems = [
    ...(cause === ''
      ? ['Give the cause that is to be accepted: npm run explain lists those of the last run.']
      : []),
    ...wordless('--reason', reason, 'say why the cause is accepted'),
    ...wordless('--issue', issue, 'give the id or the URL at which its fix is tracked'),
    ...wordless('--owner', owner, 'say who will see to it'),
    ...wrongDay(until, today),
  ];
  if (
    reason === undefined ||
    issue === undefined ||
    owner === undefined ||
    until === undefined ||
    problems.length > 0
  )
    return cause === '' ? { problems } : { problems, cause };
  return { acceptance: { cause, reason: reason.trim(), issue: issue.trim(), owner: owner.trim(), until } };
}

/** A placeholder such as `…` says nothing to those who will read the entry. */
function wordless(flag: string, value: string | undefined, remedy: string): string[] {
  if (value === undefined) return [`${flag} is missing: ${remedy}.`];
  return /[\p{L}\p{N}]/u.test(value) ? [] : [`${flag} is "${value}", which says nothing: ${remedy}.`];
}

function wrongDay(until: string | undefined, today: string): string[] {
  const latest = daysAfter(today, LONGEST_DAYS);
  if (until === undefined)
    return [`--until is missing: give the last day of the acceptance, at most ${latest}.`];
  const given: unknown = until; // the question narrows what it is asked of
  if (!isDay(given)) return [`--until is "${until}", but must be a day of the calendar, as YYYY-MM-DD.`];
  if (until < daysAfter(today, 0))
    return [`--until is ${until}, which is over: give a day from today to ${latest}.`];
  if (until <= latest) return [];
  return [`--until is ${until}, more than ${LONGEST_DAYS} days from today: give a day up to ${latest}.`];
}
