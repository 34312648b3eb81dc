import { randomInt } from 'node:crypto';
import type { CaseTools } from '../../src/run/case/tools.js';
import { SetUpFailed, Unavailable } from '../../src/api/leases/set-up-errors.js';
import type { Abilities } from './bodies.js';
import type { KnownProfile, OddNames, Resources } from './model.js';

/** What the sequences may use, and what of it exists. */
export interface Found {
  readonly resources: Resources;
  readonly abilities: Abilities;
  /** What is left out, a sentence each. */
  readonly leftOut: readonly string[];
}

/**
 * Makes proxies and profiles, or leaves out what a plan or a key does not give.
 * @throws SetUpFailed where a resource could not be made for another reason.
 */
export async function findResources({ leases, settings, target }: CaseTools): Promise<Found> {
  const leftOut: string[] = [];
  const orNone = async <T>(what: string, find: () => Promise<readonly T[]>): Promise<readonly T[]> => {
    try {
      return await find();
    } catch (error) {
      if (!(error instanceof Unavailable)) throw error;
      leftOut.push(`Steps with ${what} are left out: ${error.message}.`);
      return [];
    }
  };
  const proxies = await orNone('proxies', () => leases.proxies());
  const profiles = await orNone('profiles', () => leases.profiles());
  const named = settings.profileIds.length > 0 ? undefined : await oddlyNamed(profiles, leases, leftOut);
  const isOwn = { proxies: settings.proxyIds.length === 0, profiles: settings.profileIds.length === 0 };
  const [nameless] =
    isOwn.profiles && profiles.length > 0
      ? await orNone('a profile without a name', async () => [await leases.namelessProfile()])
      : [];
  const [deletedProxy] =
    isOwn.proxies && proxies.length > 0
      ? await orNone('a deleted proxy', async () => [await leases.deletedProxy()])
      : [];
  // It had the name of the first in capitals, which steps ask for as a name that is nearly right.
  if (isOwn.profiles && profiles.length > 0)
    await orNone('a deleted profile', async () => [(await leases.deletedProfile()).name]);
  const proxyName = leases.proxyName(proxies[0] ?? '');
  if (target.restrictedApiKey === undefined) {
    leftOut.push('Steps with the restricted key are left out: KERNEL_RESTRICTED_API_KEY is not set.');
  }
  if (settings.gentle) leftOut.push('Updates at once are left out: CONTRACT_GENTLE is on.');
  return {
    resources: {
      proxies,
      profiles: [
        ...profiles,
        ...(named?.profiles ?? []),
        ...(nameless === undefined ? [] : [{ id: nameless, name: null }]),
      ],
      ...(named === undefined ? {} : { names: named.names }),
      ...(proxyName === undefined ? {} : { proxyName }),
      ...(deletedProxy === undefined ? {} : { deletedProxy }),
    },
    abilities: {
      proxies: proxies.length > 0,
      profiles: profiles.length > 0,
      profileName: typeof profiles[0]?.name === 'string',
      oddNames: named !== undefined,
      nameless: nameless !== undefined,
      writeBack: isOwn.profiles,
      restrictedKey: target.restrictedApiKey !== undefined,
      atOnce: !settings.gentle,
    },
    leftOut,
  };
}

/**
 * Profiles of the run's own, with names at the edges of what a name may be: undefined where the API gives no more
 * profiles, or none of such names, which is no reason to explore nothing.
 */
async function oddlyNamed(
  [first]: readonly KnownProfile[],
  leases: CaseTools['leases'],
  leftOut: string[],
): Promise<{ readonly profiles: KnownProfile[]; readonly names: OddNames } | undefined> {
  const own = first?.name;
  if (typeof own !== 'string') return undefined;
  // Of one letter there are few: another run, at the same time, rarely takes the same.
  const shortest = randomInt(36).toString(36);
  const digits = `7${randomInt(1e9)}${randomInt(1e9)}`;
  const names = { mixed: `-9.A_${own}..`, longest: own.padEnd(255, 'x'), shortest, digits };
  const profiles: KnownProfile[] = [];
  try {
    for (const name of Object.values(names)) {
      profiles.push({ id: await leases.profileNamed(name), name });
    }
  } catch (error) {
    const isRefusal = error instanceof SetUpFailed && (error.status ?? 500) < 500;
    if (!(error instanceof Unavailable || isRefusal)) throw error;
    leftOut.push(`Steps with unusual names of profiles are left out: ${error.message}.`);
    return undefined;
  }
  return { profiles, names };
}
