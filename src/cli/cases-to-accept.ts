import { matches } from '../model/known-deviation.js';
import { noSuch } from '../report/no-such.js';
import { eachCause, theLastRun, type PastRun } from '../report/past-run.js';

/**
 * The cases in which the last run showed a cause: their ids in its order, or their number where the cause is a pattern.
 * @param cause undefined where none is given, which is a problem that others report.
 */
export function casesToAccept(
  run: PastRun,
  cause: string | undefined,
): { readonly cases: readonly string[] | number } | { readonly problems: readonly string[] } {
  const problems = run.isEmbedded
    ? [
        `${theLastRun(run)} has nothing to accept: that server is this suite's own, and conforms. Check an API (KERNEL_BASE_URL) first.`,
      ]
    : [];
  if (cause === undefined) return { problems };
  const causes = eachCause(run).filter(({ id }) => matches({ cause }, id));
  if (causes.length === 0) problems.push(unknown(run, cause));
  else if (causes.every(({ severity }) => severity === 'note')) {
    problems.push(`"${cause}" is a note, which fails no run: there is nothing to accept.`);
  }
  if (problems.length > 0) return { problems };
  const shown = new Set(causes.flatMap(({ cases }) => cases));
  return {
    cases: cause.includes('*') ? shown.size : run.results.map(({ id }) => id).filter((id) => shown.has(id)),
  };
}

function unknown(run: PastRun, cause: string): string {
  const ids = run.causes.map(({ id }) => id);
  if (ids.length === 0) return `${theLastRun(run)} showed no causes at all.`;
  const what = cause.includes('*') ? `no cause that matches "${cause}"` : `no cause "${cause}"`;
  return noSuch(`${theLastRun(run)} showed ${what}`, cause, ids);
}
