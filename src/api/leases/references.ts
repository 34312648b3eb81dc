import type Kernel from '@onkernel/sdk';
import { create, type Created } from './creation.js';
import type { Ledger } from './ledger.js';
import { poll } from '../poll.js';
import type { Readiness } from './readiness.js';
import { deleteResource } from './release.js';
import { explained, SetUpFailed, Unavailable } from './set-up-errors.js';
import { hasStatus } from './tried-again.js';
import { statusOf, TRIED_AGAIN } from '../vendor-client.js';

/** A profile that sessions of this run may load; null where it has no name. */
export interface LeasedProfile {
  readonly id: string;
  readonly name: string | null;
}

/** What the operator gave instead of having it created. */
export interface Given {
  readonly proxyIds: readonly string[];
  readonly profileIds: readonly string[];
}

/** The proxies and profiles that updates refer to: each is made once in a run, when it is first asked for. */
export interface References {
  /** Ids of two proxies (one, where the operator gave one) that exist for this run. @throws Unavailable | SetUpFailed */
  proxies(caseId: string): Promise<readonly string[]>;
  /** Two profiles (one, where the operator gave one) that exist for this run. @throws Unavailable | SetUpFailed */
  profiles(caseId: string): Promise<readonly LeasedProfile[]>;
  /** The id of the profile under exactly this name, created if there is none. @throws Unavailable | SetUpFailed */
  profileNamed(name: string, caseId: string): Promise<string>;
  /** The id of a profile that was given no name. @throws Unavailable | SetUpFailed */
  namelessProfile(caseId: string): Promise<string>;
  /** The name that this run gave to a proxy; undefined where that is an operator's. */
  proxyName(id: string): string | undefined;
  /** The id of a proxy that this run made and deleted again. @throws Unavailable | SetUpFailed */
  deletedProxy(caseId: string): Promise<string>;
  /**
   * The name of a profile that this run made and deleted again: in capitals what the first of its `profiles` is called
   * in small letters. @throws Unavailable | SetUpFailed
   */
  deletedProfileName(caseId: string): Promise<string>;
}

/** @param goneWithinMs how long what was deleted may still be found. */
export function createReferences(
  kernel: Kernel,
  ledger: Ledger,
  readiness: Readiness,
  runId: string,
  given: Given,
  goneWithinMs: number,
): References {
  const proxyNames = new Map<string, string>();
  const ids = onceEach<string>();
  const lists = { proxies: onceEach<readonly string[]>(), profiles: onceEach<readonly LeasedProfile[]>() };

  const makeProxy = async (name: string, caseId: string): Promise<Created> => {
    const options = optionsFor(caseId);
    const made = await create(
      ledger,
      'proxy',
      (proxy) => proxy.id,
      () => kernel.proxies.create({ type: 'datacenter', name }, options),
      name,
    ).catch(notOffered); // which types of proxies there are is for the API to say
    await readiness.wait('proxy', () => kernel.proxies.retrieve(made.id, options));
    proxyNames.set(made.id, name);
    return made;
  };

  /** @param name left out: the profile has none. */
  const makeProfile = async (name: string | undefined, caseId: string): Promise<Created> => {
    const options = optionsFor(caseId);
    const made = await create(
      ledger,
      'profile',
      (profile) => profile.id,
      () => kernel.profiles.create(name === undefined ? {} : { name }, options),
      name?.toLowerCase().includes(runId.toLowerCase()) === true ? name : undefined,
    ).catch(notOffered); // which names a profile may be created under is for the API to say
    await readiness.wait('profile', () => kernel.profiles.retrieve(made.id, options));
    return made;
  };

  /** Deletes a resource, and waits until reads find it no more. */
  const makeGone = async (
    kind: 'profile' | 'proxy',
    { id, entry }: Created,
    caseId: string,
  ): Promise<void> => {
    await deleteResource(kernel, kind, id).catch((error: unknown) => {
      throw explained(error, `deleting a ${kind}`);
    });
    ledger.close(entry);
    const options = optionsFor(caseId);
    const isGone = async (): Promise<boolean> => {
      try {
        await (kind === 'proxy'
          ? kernel.proxies.retrieve(id, options)
          : kernel.profiles.retrieve(id, options));
        return false;
      } catch (error) {
        return statusOf(error) === 404;
      }
    };
    const { right } = await poll(isGone, (gone) => gone, goneWithinMs);
    if (!right) throw new Unavailable(`a ${kind} that was deleted is found all the same`);
  };

  const nameOf = async (id: string, caseId: string): Promise<string | null> => {
    try {
      return (await kernel.profiles.retrieve(id, { ...optionsFor(caseId), ...TRIED_AGAIN })).name ?? null;
    } catch (error) {
      throw explained(error, 'reading a profile');
    }
  };

  const references: References = {
    proxies(caseId) {
      if (given.proxyIds.length > 0) return Promise.resolve(given.proxyIds);
      return lists.proxies('all', () =>
        Promise.all(
          ['a', 'b'].map(async (letter) => (await makeProxy(`contract-${runId}-${letter}`, caseId)).id),
        ),
      );
    },

    profiles: (caseId) =>
      lists.profiles('all', () =>
        Promise.all(
          given.profileIds.length > 0
            ? given.profileIds.map(async (id) => ({ id, name: await nameOf(id, caseId) }))
            : ['a', 'b'].map(async (letter) => {
                const name = `contract-${runId}-${letter}`;
                return { id: await references.profileNamed(name, caseId), name };
              }),
        ),
      ),

    profileNamed: (name, caseId) =>
      ids(`profile ${name}`, async () => {
        try {
          return (await makeProfile(name, caseId)).id;
        } catch (error) {
          // The name is taken: that profile serves as well, and it is not ours to delete.
          if (!(error instanceof SetUpFailed && error.status === 409)) throw error;
        }
        const options = { ...optionsFor(caseId), ...TRIED_AGAIN };
        return kernel.profiles.retrieve(name, options).then(
          ({ id }) => id,
          (error: unknown) => {
            throw explained(error, 'reading a profile');
          },
        );
      }),

    namelessProfile: (caseId) =>
      ids('nameless profile', async () => (await makeProfile(undefined, caseId)).id),

    proxyName: (id) => proxyNames.get(id),

    deletedProxy: (caseId) =>
      ids('deleted proxy', async () => {
        const made = await makeProxy(`contract-${runId}-gone`, caseId);
        await makeGone('proxy', made, caseId);
        return made.id;
      }),

    deletedProfileName: (caseId) =>
      ids('deleted profile', async () => {
        const name = `contract-${runId}-a`.toUpperCase();
        const made = await makeProfile(name, caseId).catch((error: unknown) => {
          // The name is taken: to this API, capitals and small letters are the same.
          throw hasStatus(error, [409]) ? new Unavailable(error.message) : error;
        });
        await makeGone('profile', made, caseId);
        return name;
      }),
  };
  return references;
}

/** What a set-up call says of itself, like an asserted request (`X-Test-Case`). */
export function optionsFor(caseId: string): { headers: Record<string, string> } {
  return { headers: { 'X-Test-Case': encodeURI(caseId) } };
}

/** A resource that the API does not make in this form is one that the operator can name instead. */
function notOffered(error: unknown): never {
  throw hasStatus(error, [400]) ? new Unavailable(error.message) : error;
}

/** Makes things once, by name. What fails by chance is tried again; what is not available stays so. */
function onceEach<T>(): (name: string, make: () => Promise<T>) => Promise<T> {
  const known = new Map<string, Promise<T>>();
  return (name, make) => {
    const made =
      known.get(name) ??
      make().catch((error: unknown) => {
        if (!(error instanceof Unavailable)) known.delete(name);
        throw error;
      });
    known.set(name, made);
    return made;
  };
}
