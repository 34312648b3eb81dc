import type { Exchange } from '../../model/exchange.js';
import type { Finding } from '../../model/finding.js';
import { isObject, type Json } from '../../model/json.js';
import type { PastRun } from '../../report/past-run.js';

/** What stands for a secret in a recording. */
const MASK = /\[(?:jwt|token|KERNEL_[A-Z_]+)\]/;
/** What ends a body that was cut. */
const CUT = /… \(\d[\d ]* characters\)$/;

/** The checks that compare values: of a masked one they know nothing. */
const OF_VALUES: readonly Finding['check'][] = [
  'header',
  'schema',
  'strict-schema',
  'echo',
  'read-back',
  'agreement',
  'frame',
  'untouched',
];

/** Does a finding rest on a value that the recording does not show? */
export function isAboutMask({ check, details }: Finding): boolean {
  const isComparison = OF_VALUES.includes(check) || (check === 'address' && details.problem === 'shared');
  return isComparison && MASK.test(JSON.stringify(details));
}

/** Was a body too long to be recorded whole? */
export function isCut(body: string | undefined): boolean {
  return body !== undefined && CUT.test(body);
}

/** All exchanges of a run, to look up what was known of a session or a profile. */
export interface Recording {
  /**
   * The last read of a session before a request was sent to it.
   * @param own the exchanges of the case that sent the request, the request first; its last read came afterwards.
   * @returns undefined where no read shows it, or where something else was sent to the session in between.
   */
  stateBefore(sessionPath: string, own: readonly Exchange[]): Exchange | undefined;
  /** The id of the profile that had a name, where a set-up shows it. */
  profileId(name: string): string | undefined;
  /** Is an id that of a proxy which neither the run nor its operator has, as far as the recording shows? */
  isDefaultProxy(id: Json | undefined): boolean;
}

/** @param run with its exchanges as they were captured. */
export function recordingOf(run: Pick<PastRun, 'results' | 'housekeeping'>): Recording {
  const all = [...run.results.flatMap(({ exchanges }) => exchanges), ...run.housekeeping];
  const of = (method: string, path: string): Exchange[] =>
    all.filter(({ request }) => request.method === method && request.path === path);
  return {
    stateBefore(sessionPath, own) {
      const [asserted] = own;
      if (asserted === undefined) return undefined;
      const afterwards = own.findLast(({ purpose }) => purpose === 'read');
      const isBefore = (exchange: Exchange): boolean => exchange !== asserted && exchange.at <= asserted.at;
      const read = of('GET', sessionPath)
        .filter((exchange) => isBefore(exchange) && exchange !== afterwards)
        .filter(({ response }) => response?.status === 200 && isObject(response.json))
        .reduce<Exchange | undefined>(
          (last, one) => (last === undefined || one.at >= last.at ? one : last),
          undefined,
        );
      const isBetween = (exchange: Exchange): boolean =>
        read !== undefined && isBefore(exchange) && exchange.at > read.at;
      return of('PATCH', sessionPath).some(isBetween) ? undefined : read;
    },
    profileId(name) {
      const isOfProfiles = ({ request }: Exchange): boolean => request.path.startsWith('/profiles');
      const shown = run.housekeeping
        .filter(isOfProfiles) // a proxy may have the same name
        .flatMap(({ response }) => response?.json ?? [])
        .filter(isObject);
      const ids = shown.flatMap((one) => (one.name === name && typeof one.id === 'string' ? [one.id] : []));
      return ids[0];
    },
    isDefaultProxy: (id) =>
      typeof id === 'string' && id !== '' && !all.some(({ request }) => request.body?.includes(id)),
  };
}
