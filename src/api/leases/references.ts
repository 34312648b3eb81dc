import { poll } from '../poll.js';
import { statusOf, TRIED_AGAIN } from '../vendor-client.js';
import { create, type Created } from './creation.js';
import type { CallOptions, LeaseTools } from './lease-tools.js';
import { deleteResource } from './release.js';
import { explained, SetUpFailed, Unavailable } from './set-up-errors.js';
import { hasStatus } from './tried-again.js';

/** A profile that sessions of this run may load; null where it has no name. */
export interface LeasedProfile {
  readonly id: string;
  readonly name: string | null;
}

/** The proxies and profiles that updates refer to: each is made once in a run, when it is first asked for. */
export interface References {
  /** Ids of two proxies (one, where the operator gave one) that exist for this run. @throws Unavailable | SetUpFailed */
  proxies(): Promise<readonly string[]>;
  /** Two profiles (one, where the operator gave one) that exist for this run. @throws Unavailable | SetUpFailed */
  profiles(): Promise<readonly LeasedProfile[]>;
  /** The id of the profile under exactly this name, created if there is none. @throws Unavailable | SetUpFailed */
  profileNamed(name: string): Promise<string>;
  /** The id of a profile that was given no name. @throws Unavailable | SetUpFailed */
  namelessProfile(): Promise<string>;
  /** The name that this run gave to a proxy; undefined where that is an operator's. */
  proxyName(id: string): string | undefined;
  /** The id of a proxy that this run made and deleted again. @throws Unavailable | SetUpFailed */
  deletedProxy(): Promise<string>;
  /**
   * The name of a profile that this run made and deleted again: in capitals what the first of its `profiles` is called
   * in small letters. @throws Unavailable | SetUpFailed
   */
  deletedProfileName(): Promise<string>;
}

/**
 * Opens the references of a run.
 * @returns the references of one case: they are shared by all cases, and each is made by the first that needs it.
 */
export function createReferences(tools: LeaseTools): (options: CallOptions) => References {
  const shared: Shared = {
    proxyNames: new Map(),
    ids: onceEach(),
    proxies: onceEach(),
    profiles: onceEach(),
  };
  return (options) => referencesFor(options, tools, shared);
}

/** What all cases of a run know of. */
interface Shared {
  readonly proxyNames: Map<string, string>;
  readonly ids: OnceEach<string>;
  readonly proxies: OnceEach<readonly string[]>;
  readonly profiles: OnceEach<readonly LeasedProfile[]>;
}

function referencesFor(
  options: CallOptions,
  { kernel, ledger, readiness, runId, given, readyWithinMs }: LeaseTools,
  shared: Shared,
): References {
  const makeProxy = async (name: string): Promise<Created> => {
    const made = await create(ledger, {
      kind: 'proxy',
      make: () => kernel.proxies.create({ type: 'datacenter', name }, options),
      idOf: (proxy) => proxy.id,
      name,
    }).catch(notOffered); // which types of proxies there are is for the API to say
    await readiness.wait('proxy', () => kernel.proxies.retrieve(made.id, options));
    shared.proxyNames.set(made.id, name);
    return made;
  };

  /** @param name left out: the profile has none. */
  const makeProfile = async (name: string | undefined): Promise<Created> => {
    const isOurs = name?.toLowerCase().includes(runId.toLowerCase()) === true;
    const made = await create(ledger, {
      kind: 'profile',
      make: () => kernel.profiles.create(name === undefined ? {} : { name }, options),
      idOf: (profile) => profile.id,
      name: isOurs ? name : undefined,
    }).catch(notOffered); // which names a profile may be created under is for the API to say
    await readiness.wait('profile', () => kernel.profiles.retrieve(made.id, options));
    return made;
  };

  /** Deletes a resource, and waits until reads find it no more. */
  const makeGone = async (kind: 'profile' | 'proxy', { id, entry }: Created): Promise<void> => {
    await deleteResource(kernel, kind, id).catch((error: unknown) => {
      throw explained(error, `deleting a ${kind}`);
    });
    ledger.close(entry);
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
    const { right } = await poll(isGone, (gone) => gone, readyWithinMs);
    if (!right) throw new Unavailable(`a ${kind} that was deleted is found all the same`);
  };

  const nameOf = async (id: string): Promise<string | null> => {
    try {
      return (await kernel.profiles.retrieve(id, { ...options, ...TRIED_AGAIN })).name ?? null;
    } catch (error) {
      throw explained(error, 'reading a profile');
    }
  };

  const references: References = {
    proxies() {
      if (given.proxyIds.length > 0) return Promise.resolve(given.proxyIds);
      return shared.proxies('all', () =>
        Promise.all(['a', 'b'].map(async (letter) => (await makeProxy(`contract-${runId}-${letter}`)).id)),
      );
    },

    profiles: () =>
      shared.profiles('all', () =>
        Promise.all(
          given.profileIds.length > 0
            ? given.profileIds.map(async (id) => ({ id, name: await nameOf(id) }))
            : ['a', 'b'].map(async (letter) => {
                const name = `contract-${runId}-${letter}`;
                return { id: await references.profileNamed(name), name };
              }),
        ),
      ),

    profileNamed: (name) =>
      shared.ids(`profile ${name}`, async () => {
        try {
          return (await makeProfile(name)).id;
        } catch (error) {
          // The name is taken: that profile serves as well, and it is not ours to delete.
          if (!(error instanceof SetUpFailed && error.status === 409)) throw error;
        }
        return kernel.profiles.retrieve(name, { ...options, ...TRIED_AGAIN }).then(
          ({ id }) => id,
          (error: unknown) => {
            throw explained(error, 'reading a profile');
          },
        );
      }),

    namelessProfile: () => shared.ids('nameless profile', async () => (await makeProfile(undefined)).id),

    proxyName: (id) => shared.proxyNames.get(id),

    deletedProxy: () =>
      shared.ids('deleted proxy', async () => {
        const made = await makeProxy(`contract-${runId}-gone`);
        await makeGone('proxy', made);
        return made.id;
      }),

    deletedProfileName: () =>
      shared.ids('deleted profile', async () => {
        const name = `contract-${runId}-a`.toUpperCase();
        const made = await makeProfile(name).catch((error: unknown) => {
          // The name is taken: to this API, capitals and small letters are the same.
          throw hasStatus(error, [409]) ? new Unavailable(error.message) : error;
        });
        await makeGone('profile', made);
        return name;
      }),
  };
  return references;
}

/** A resource that the API does not make in this form is one that the operator can name instead. */
function notOffered(error: unknown): never {
  throw hasStatus(error, [400]) ? new Unavailable(error.message) : error;
}

/** Makes things once, by name. */
type OnceEach<T> = (name: string, make: () => Promise<T>) => Promise<T>;

/** What fails by chance is tried again; what is not available stays so. */
function onceEach<T>(): OnceEach<T> {
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
