import type Kernel from '@onkernel/sdk';
import type { Leak, ResourceKind } from '../../model/leak.js';
import { poll } from '../poll.js';
import { causeOf, statusOf } from '../vendor-client.js';
import type { CleanUpLimits, CleanUpTime } from './clean-up-time.js';
import { deleteResource } from './delete-resource.js';
import type { Outstanding } from './ledger-lines.js';
import { listAll, showsMark, type Listed } from './listed.js';

/** What a release is to release. */
export interface ToRelease {
  readonly kernel: Kernel;
  readonly runId: string;
  readonly outstanding: readonly Outstanding[];
  /** Called for each entry that is gone. */
  readonly close: (entry: number) => void;
  readonly limits?: CleanUpLimits;
}

/** A deleted resource may be listed for so long. */
const LISTED_FOR_MS = 5000;
/** This long after its creation, the API has ended an unused session by itself (`OFF_DEFAULT.timeout_seconds`). */
const GONE_BY_ITSELF_MS = 2 * 613_000;

/** The release of one kind of resource. */
export class ReleaseOfKind {
  /** The ids of what it has deleted. */
  readonly deleted = new Set<string>();
  readonly leaks: Leak[] = [];
  readonly #given: ToRelease;
  readonly #kind: ResourceKind;
  readonly #time: CleanUpTime;
  readonly #own: readonly Outstanding[];

  constructor(given: ToRelease, kind: ResourceKind, time: CleanUpTime) {
    this.#given = given;
    this.#kind = kind;
    this.#time = time;
    this.#own = given.outstanding.filter((what) => what.kind === kind);
  }

  keep(why: string): void {
    for (const { id } of this.#own) this.#leak(id, why);
  }

  async run(): Promise<void> {
    const inDoubt: Outstanding[] = [];
    await Promise.all(
      this.#own.map(async (what) => {
        const outcome = what.id === undefined ? 'gone' : await this.#deletes(what.id);
        if (outcome === 'gone') inDoubt.push(what);
        if (outcome === 'deleted') this.#given.close(what.entry);
      }),
    );
    if (inDoubt.length > 0) await this.#search(inDoubt);
  }

  /** Deletes by id; what fails is a leak. */
  async #deletes(id: string): Promise<'deleted' | 'gone' | 'failed'> {
    try {
      const outcome = await this.#time.within(() => deleteResource(this.#given.kernel, this.#kind, id));
      if (outcome === 'deleted') this.deleted.add(id);
      return outcome;
    } catch (error) {
      this.#leak(id, whyOf(error));
      return 'failed';
    }
  }

  /** Looks for what is in doubt in the API's list, and deletes what is found there. */
  async #search(inDoubt: readonly Outstanding[]): Promise<void> {
    const failed = new Set(this.leaks.map(({ id }) => id));
    let listed: readonly Listed[];
    try {
      const ids = new Set(inDoubt.map(({ id }) => id));
      listed = (await this.#listWithout(ids)).filter(({ id }) => !failed.has(id));
    } catch (error) {
      for (const { id, entry } of inDoubt) {
        if (id === undefined) this.#leak(id, whyOf(error));
        else this.#given.close(entry); // the API has said that it does not know it
      }
      return;
    }
    const before = this.leaks.length;
    const found = listed.filter((item) => this.#isOurs(item, inDoubt));
    const gone = new Set<string | undefined>();
    await Promise.all(
      found.map(async ({ id }) => {
        if (id === '') this.#leak(id, 'the API lists it without an id');
        else if ((await this.#deletes(id)) === 'gone') gone.add(id);
      }),
    );
    if (gone.size > 0) await this.#expectUnlisted(gone);
    const isClean = this.leaks.length === before;
    for (const what of inDoubt) {
      const why = what.id === undefined ? this.#uncertain(what, listed) : undefined;
      if (why !== undefined) this.#leak(undefined, why);
      else if (isClean) this.#given.close(what.entry);
    }
  }

  /** What the API lists by these ids, and cannot find by them, is left behind once that lasts. */
  async #expectUnlisted(ids: ReadonlySet<string | undefined>): Promise<void> {
    try {
      for (const { id } of await this.#listWithout(ids)) {
        if (ids.has(id)) this.#leak(id, 'the API lists it, but cannot find it by its id');
      }
    } catch (error) {
      for (const id of ids) this.#leak(id, whyOf(error));
    }
  }

  /** The API's list, once it has stopped showing what was deleted a moment ago. */
  async #listWithout(ids: ReadonlySet<string | undefined>): Promise<readonly Listed[]> {
    const { seen } = await poll(
      () => listAll(this.#given.kernel, this.#kind, this.#time),
      (listed) => !listed.some(({ id }) => ids.has(id)),
      LISTED_FOR_MS,
    );
    return seen;
  }

  #isOurs({ id, mark, proxyId }: Listed, inDoubt: readonly Outstanding[]): boolean {
    const { outstanding } = this.#given;
    if (this.#own.some((what) => what.id === id)) return true;
    if (this.#kind === 'browser' && proxyId !== undefined) {
      if (outstanding.some((what) => what.kind === 'proxy' && what.id === proxyId)) return true;
    }
    if (mark === undefined) return false;
    return inDoubt.some((what) => showsMark(mark, this.#kind, what.mark) && this.#isOwnMark(what));
  }

  /** A mark that only this run gives; or that of a profile which the API did create, since names are unique. */
  #isOwnMark({ id, mark = '', kind }: Outstanding): boolean {
    if (mark.toLowerCase().includes(this.#given.runId.toLowerCase())) return true;
    return kind === 'profile' && id !== undefined;
  }

  /** Why something without an id may still exist although the list shows nothing that is surely this run's. */
  #uncertain(what: Outstanding, listed: readonly Listed[]): string | undefined {
    if (this.#kind === 'browser') {
      const isOver = Date.now() - Date.parse(what.at ?? '') > GONE_BY_ITSELF_MS;
      // Every browser starts with a proxy of the run, where that is allowed.
      const isFound = this.#given.outstanding.some(({ kind, id }) => kind === 'proxy' && id !== undefined);
      if (isOver || isFound || listed.every(({ mark }) => mark !== undefined)) return undefined;
      return 'the API lists browsers without the start_url to find it by, and ends it by itself when it stays unused';
    }
    if (what.mark !== undefined && this.#isOwnMark(what)) return undefined;
    const like = listed.filter(({ mark = '' }) => mark === (what.mark ?? ''));
    if (like.length === 0) return undefined;
    const ids = like.map(({ id }) => id).join(', ');
    return `it may be one of these, or they are somebody else's: ${ids}; delete by hand what is yours, then npm run sweep -- --forget ${this.#given.runId}`;
  }

  #leak(id: string | undefined, why: string): void {
    this.leaks.push({ kind: this.#kind, id, runId: this.#given.runId, why });
  }
}

/** Bodies are not quoted: they are in the exchange, and may be long. */
function whyOf(error: unknown): string {
  const status = statusOf(error);
  if (status !== undefined) return `the API answered ${status}`;
  if (error instanceof Error && error.message.startsWith('Path parameters')) return UNSENDABLE;
  if (error instanceof URIError) return UNSENDABLE;
  return error instanceof Error ? causeOf(error) : String(error);
}

const UNSENDABLE = 'its id cannot be sent in the path of a request';
