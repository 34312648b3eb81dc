import type { Released } from '../api/leases/release.js';
import type { Outstanding } from '../api/leases/ledger-lines.js';
import type { PlannedLedger } from '../api/leases/sweep-plan.js';
import { RESOURCE_KINDS } from '../model/leak.js';
import { leakLines, shownId } from './leaks.js';
import { counted, visible } from './visible.js';

/** What a sweep is about to do, a line for each ledger; before a run, only what concerns its operator. */
export function planLines(plan: readonly PlannedLedger[], isBeforeRun = false): string[] {
  const quiet = ['alive', 'remove'];
  const shown = isBeforeRun ? plan.filter(({ fate }) => !quiet.includes(fate)) : plan;
  return shown.flatMap((ledger) => [
    planLine(ledger),
    ...(isBeforeRun || ledger.fate !== 'release' ? [] : ledger.outstanding.map(thingLine)),
  ]);
}

/** What came of a sweep, with a line for everything that is left. */
export function sweptLines({ browsers, leaks }: Released): string[] {
  return [
    ...leakLines(leaks).map(
      (line, index) => `Not released, of the run ${leaks[index]?.runId ?? ''}: ${line}.`,
    ),
    `${counted(browsers, 'browser')} released.`,
  ];
}

function planLine(ledger: PlannedLedger): string {
  const { fate, why = '' } = ledger;
  const [file, run, api] = [ledger.file, ledger.runId, ledger.baseUrl].map(visible);
  const things = thingsOf(ledger.outstanding);
  switch (fate) {
    case 'release':
      return `Releasing ${things} that the run ${run} left behind at ${api}.`;
    case 'remove':
      return `Removing the ledger of the run ${run}, which holds nothing any more.`;
    case 'alive':
      return `The run ${run} at ${api} is under way: nothing of it is touched.`;
    case 'kept':
      return (
        `The run ${run} at ${api} left ${things} to a person until ${visible(ledger.keptUntil ?? '')} (--keep): nothing of it is ` +
        `touched. To end it now: npm run sweep -- --run ${run}`
      );
    case 'unknown':
      return (
        `The run ${run} at ${api} may be under way on the host ${visible(ledger.host)}, with ${things}; its last sign ` +
        `of life is ${ageOf(ledger.beatAgeMs)}. Nothing of it is touched. If it is over: npm run sweep -- --run ${run}`
      );
    case 'another API':
      return (
        `The run ${run} left ${things} behind at ${api}, which is not the API of the settings: run npm run sweep ` +
        'with KERNEL_BASE_URL and key of that API.'
      );
    case 'another key':
      return `The run ${run} left ${things} behind at ${api}, under another key: run npm run sweep with that key.`;
    case 'no ledger':
      return (
        `${file} is no ledger of this suite, or is damaged${why === '' ? '' : ` (${visible(why)})`}: it is left ` +
        `alone. If nothing depends on it: npm run sweep -- --forget ${run}`
      );
  }
}

function thingsOf(outstanding: readonly Outstanding[]): string {
  const counts = RESOURCE_KINDS.map(
    (kind) => [kind, outstanding.filter((what) => what.kind === kind).length] as const,
  );
  const parts = counts.filter(([, count]) => count > 0).map(([kind, count]) => plural(kind, count));
  return parts.length === 0 ? 'nothing' : parts.join(', ');
}

function plural(kind: string, count: number): string {
  return kind === 'proxy' && count !== 1 ? `${count} proxies` : counted(count, kind);
}

function thingLine({ kind, id, mark }: Outstanding): string {
  if (id !== undefined) return `  ${kind} ${shownId(id)}`;
  const by = kind === 'browser' ? 'start_url' : 'name';
  const how = mark === undefined ? 'without a name' : `searched for by its ${by}, ${shownId(mark)}`;
  return `  ${kind} of unknown id, ${how}`;
}

function ageOf(ms: number): string {
  if (ms < 0) return 'in the future, by the clock of this machine';
  const minutes = Math.floor(ms / 60_000);
  if (minutes < 120) return `${counted(minutes, 'minute')} old`;
  return `${counted(Math.floor(minutes / 60), 'hour')} old`;
}
