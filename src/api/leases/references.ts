import { poll } from '../poll.js';
import { statusOf, TRIED_AGAIN } from '../vendor-client.js';
import { create, type Created } from './creation.js';
import type { CallOptions, LeaseTools } from './lease-tools.js';
import { deleteResource } from './delete-resource.js';
import { nameOf } from './listed.js';
import { explained, SetUpFailed, Unavailable } from './set-up-errors.js';
import { hasStatus } from './tried-again.js';

/** A profile that sessions of this run may load; null where it has no name. */
export interface LeasedProfile {
  readonly id: string;
  readonly name: string | null;
}

/** The proxies and profiles that updates refer to: each is created once per run, on first use. */
export interface References {
  /** Ids of two proxies (one, if the operator gave one) that exist for this run. @throws Unavailable | SetUpFailed */
  proxies(): Promise<readonly string[]>;
  /** Two profiles (one, if the operator gave one) that exist for this run. @throws Unavailable | SetUpFailed */
  profiles(): Promise<readonly LeasedProfile[]>;
  /** The id of the profile with exactly this name, created if there is none. @throws Unavailable | SetUpFailed */
  profileNamed(name: string): Promise<string>;
  /** The id of a profile without a name. @throws Unavailable | SetUpFailed */
  namelessProfile(): Promise<string>;
  /** The name that this run gave to a proxy; undefined for a proxy of the operator. */
  proxyName(id: string): string | undefined;
  /** The id of a proxy that this run made and deleted again. @throws Unavailable | SetUpFailed */
  deletedProxy(): Promise<string>;
  /**
   * A profile that this run made and deleted again. Its name is that of the first of its `profiles`, in upper case.
   * @throws Unavailable | SetUpFailed
   */
  deletedProfile(): Promise<{ readonly id: string; readonly name: string }>;
}

/**
 * Creates the references of a run.
 * @returns a function that binds them to the calls of one case. All cases share the resources; the first case that
 * needs one creates it.
 */
export function createReferences(tools: LeaseTools): (options: CallOptions) => References {
  const shared: Shared = {
    proxyNames: new Map(),
    ids: onceEach(),
    profiles: onceEach(),
  };
  return (options) => referencesFor(options, tools, shared);
}

/** What all cases of a run share. */
interface Shared {
  readonly proxyNames: Map<string, string>;
  readonly ids: OnceEach<string>;
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
      mark: name,
    }).catch(notOffered); // the API decides which types of proxies it offers
    await readiness.wait('proxy', () => kernel.proxies.retrieve(made.id, options));
    shared.proxyNames.set(made.id, name);
    return made;
  };

  const idOfProxy = async (name: string): Promise<string | undefined> => {
    for await (const proxy of kernel.proxies.list({}, { ...options, ...TRIED_AGAIN })) {
      if (proxy.name === name) return proxy.id;
    }
    return undefined;
  };

  /** The id of the proxy of this run with a name, created if there is none. */
  const proxyNamed = async (name: string): Promise<string> => {
    try {
      return (await makeProxy(name)).id;
    } catch (error) {
      // The name is taken: an earlier try has created it all the same, and the ledger knows of that.
      if (!hasStatus(error, [409])) throw error;
      const id = await idOfProxy(name).catch((failure: unknown) => {
        throw explained(failure, 'listing the proxies');
      });
      if (id === undefined) throw error;
      shared.proxyNames.set(id, name);
      return id;
    }
  };

  /** @param name undefined creates a profile without one. */
  const makeProfile = async (name: string | undefined): Promise<Created> => {
    const made = await create(ledger, {
      kind: 'profile',
      make: () => kernel.profiles.create(name === undefined ? {} : { name }, options),
      idOf: (profile) => profile.id,
      mark: name,
    }).catch(notOffered); // the API decides which names it allows
    await readiness.wait('profile', () => kernel.profiles.retrieve(made.id, options));
    return made;
  };

  /** Deletes a resource, and waits until reads no longer find it. */
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
        return [404, 410].includes(statusOf(error) ?? 0);
      }
    };
    const { right } = await poll(isGone, (gone) => gone, readyWithinMs);
    if (!right) throw new Unavailable(`a deleted ${kind} can still be read`);
  };

  const shownName = async (id: string): Promise<string | null> => {
    try {
      return (await kernel.profiles.retrieve(id, { ...options, ...TRIED_AGAIN })).name ?? null;
    } catch (error) {
      throw explained(error, `reading ${id}, which KERNEL_PROFILE_IDS names,`);
    }
  };

  const references: References = {
    proxies() {
      if (given.proxyIds.length > 0) return Promise.resolve(given.proxyIds);
      return Promise.all(
        ['a', 'b'].map((letter) => shared.ids(`proxy ${letter}`, () => proxyNamed(nameOf(runId, letter)))),
      );
    },

    profiles: () =>
      shared.profiles('all', () =>
        Promise.all(
          given.profileIds.length > 0
            ? given.profileIds.map(async (id) => ({ id, name: await shownName(id) }))
            : ['a', 'b'].map(async (letter) => {
                const name = nameOf(runId, letter);
                return { id: await references.profileNamed(name), name };
              }),
        ),
      ),

    profileNamed: (name) =>
      shared.ids(`profile ${name}`, async () => {
        try {
          return (await makeProfile(name)).id;
        } catch (error) {
          // The name is taken: that profile will do, and it is not ours to delete.
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
        const made = await makeProxy(nameOf(runId, 'gone'));
        await makeGone('proxy', made);
        return made.id;
      }),

    async deletedProfile() {
      const name = nameOf(runId, 'a').toUpperCase();
      const id = await shared.ids('deleted profile', async () => {
        const made = await makeProfile(name).catch((error: unknown) => {
          // The name is taken: this API ignores the case of names.
          throw hasStatus(error, [409]) ? new Unavailable(error.message) : error;
        });
        await makeGone('profile', made);
        return made.id;
      });
      return { id, name };
    },
  };
  return references;
}

/**
 * A resource that the API refuses to create in this form, or does not know how to create, is unavailable: the operator
 * can name one instead.
 */
function notOffered(error: unknown): never {
  throw hasStatus(error, [400, 404, 405, 422, 501]) ? new Unavailable(error.message) : error;
}

/** Makes each thing once, by name. */
type OnceEach<T> = (name: string, make: () => Promise<T>) => Promise<T>;

/** After a failure, the next call tries again; what is `Unavailable` stays so. */
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
