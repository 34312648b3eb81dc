import { RESOURCE_KINDS, type Leak } from '../../model/leak.js';
import { startCleanUpTime } from './clean-up-time.js';
import { ReleaseOfKind, type ToRelease } from './release-of-kind.js';

/** What came of a release. */
export interface Released {
  /** Browsers ended. */
  readonly browsers: number;
  readonly leaks: readonly Leak[];
}

/**
 * Releases everything that a ledger holds as outstanding: browsers first, since they cost most and depend on the rest.
 * What has no known id, because its creation was never answered, and what the API does not know by its id, which may
 * have been no id, is searched for by its mark in the API's own lists.
 */
export async function releaseOutstanding(
  given: ToRelease,
): Promise<Released & { readonly ids: readonly string[] }> {
  const time = startCleanUpTime(given.limits ?? {}, given.outstanding.length);
  try {
    let ids: readonly string[] = [];
    const leaks: Leak[] = [];
    for (const kind of RESOURCE_KINDS) {
      const isNeeded =
        kind === 'proxy' && leaks.some((leak) => leak.kind === 'browser' && leak.id === undefined);
      const release = new ReleaseOfKind(given, kind, time);
      if (isNeeded) release.keep('it is still needed to find a browser');
      else await release.run();
      if (kind === 'browser') ids = [...release.deleted];
      leaks.push(...release.leaks);
    }
    return { browsers: ids.length, ids, leaks };
  } finally {
    time.end();
  }
}
