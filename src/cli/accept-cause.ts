import { acceptance } from '../report/acceptance.js';
import type { PastRun } from '../report/past-run.js';
import { parseKnownDeviations } from '../settings/known-deviations.js';
import { withDeviation } from '../settings/with-deviation.js';
import { readAcceptOptions, type Acceptance } from './accept-options.js';
import { refusal, type Answer } from './answer.js';
import { casesToAccept } from './cases-to-accept.js';

/** What an acceptance rests on. */
export interface AcceptContext {
  /** The last run, or why there is none. */
  readonly past: { readonly run: PastRun } | { readonly problem: string };
  /** The file of known deviations: its name and its text. */
  readonly file: string;
  readonly text: string;
  /** ISO 8601 */
  readonly today: string;
}

/**
 * Accepts a cause of the last run, as a command line asks for it.
 * @returns what to say, and the new text of the file where it is to be written. All problems are reported at once.
 */
export function acceptCause(
  args: readonly string[],
  { past, file, text, today }: AcceptContext,
): Answer & { readonly newText?: string } {
  const asked = readAcceptOptions(args, today);
  if ('help' in asked) return { text: asked.help, code: 0 };
  const cause = 'acceptance' in asked ? asked.acceptance.cause : asked.cause;
  const found = 'run' in past ? casesToAccept(past.run, cause) : { problems: [past.problem] };
  if ('acceptance' in asked && 'cases' in found && 'run' in past) {
    return entered({ ...asked.acceptance, cases: found.cases }, past.run, { file, text, today });
  }
  return refusal([
    ...('problems' in asked ? asked.problems : []),
    ...('problems' in found ? found.problems : []),
    ...parseKnownDeviations(text, file, today).problems,
  ]);
}

function entered(
  { cause, cases, reason, issue, owner, until }: Acceptance & { readonly cases: readonly string[] | number },
  run: PastRun,
  { file, text, today }: Omit<AcceptContext, 'past'>,
): Answer & { readonly newText?: string } {
  const deviation = { cause, cases, reason, issue, owner, until };
  const written = withDeviation(text, deviation);
  const { problems } = parseKnownDeviations(written.text, file, today);
  if (problems.length > 0) {
    return refusal([...problems, `Nothing was written: correct ${file} by hand, then accept the cause.`]);
  }
  const { entry, isReplaced } = written;
  const said = acceptance(run, { file, deviation, entry, isReplaced, today });
  return { text: said, code: 0, newText: written.text };
}
