import { keyOfKind, type SessionKind } from '../../model/session-kind.js';
import { NO_CAPACITY } from '../../model/nothing-made.js';
import type { Created } from './creation.js';
import { NoRoom, Unavailable } from './set-up-errors.js';
import { hasStatus } from './tried-again.js';

/** With these, an API may refuse a kind of browser, or any further one. */
const OF_KIND_OR_ROOM = [400, 402, 403, 409, 422, 503];
/** That unusual sessions are created is no promise of the document's: so a kind is refused that a plan does not have. */
const NOT_OF_THIS_KIND = [400, 402, 403, 404, 405, 409, 422, 501];
/** GPUs are scarce besides. */
const NO_GPU = [...NOT_OF_THIS_KIND, 429, 503, NO_CAPACITY];

/** Which kinds of browsers an API gives, as the creations of a run have shown it. */
export interface KindsGiven {
  /** Why there is none of a kind, where that is known: nothing is waited or paid for in vain. */
  lacking(kind: SessionKind): Unavailable | undefined;
  /** From now on there is none of a kind. */
  lack(kind: SessionKind, why: Unavailable): void;
  /**
   * Creates a browser of a kind. Where it is refused, one of a kind that was given before tells whether that is about the
   * kind, or about the room that the account has left.
   * @param make may be called twice: room may have come free between a refusal and the probe.
   * @param probe creates a browser of another kind, and ends it.
   * @throws NoRoom, Unavailable where there is none of this kind, or what `make` throws.
   */
  make<T extends Created>(
    kind: SessionKind,
    make: () => Promise<T>,
    probe: (other: SessionKind) => Promise<unknown>,
  ): Promise<T>;
}

export function createKindsGiven(): KindsGiven {
  const given = new Map<string, SessionKind>();
  const lacking = new Map<string, Unavailable>();
  /** Refused while one of another kind was given: one browser is paid for to know it, not one for each case. */
  const probed = new Set<string>();
  const underWay = new Set<Promise<unknown>>();

  /** Is any browser refused at present? */
  const isFull = async (key: string, probe: (other: SessionKind) => Promise<unknown>): Promise<boolean> => {
    if (given.has(key)) return true;
    const [other] = given.values();
    if (other === undefined || probed.has(key)) return false;
    try {
      await probe(other);
      probed.add(key);
      return false;
    } catch (error) {
      return error instanceof NoRoom;
    }
  };

  return {
    lacking: (kind) => lacking.get(keyOfKind(kind)),
    lack: (kind, why) => void lacking.set(keyOfKind(kind), why),
    async make(kind, make, probe) {
      const key = keyOfKind(kind);
      const makeNoted = async () => {
        const made = await make();
        given.set(key, kind);
        return made;
      };
      const making = makeNoted();
      underWay.add(making);
      try {
        return await making;
      } catch (error) {
        await Promise.allSettled(underWay); // what one was given another may be refused for
        const refusals = refusalsOf(kind);
        const wasProbed = probed.has(key);
        let last = error;
        if (given.size > 0 && hasStatus(error, [...OF_KIND_OR_ROOM, ...refusals])) {
          if (await isFull(key, probe)) throw new NoRoom(error.message, error.status);
          try {
            if (!wasProbed) return await makeNoted();
          } catch (again) {
            last = again;
          }
        }
        if (!hasStatus(last, refusals)) throw last;
        const why = new Unavailable(last.message, last.status);
        lacking.set(key, why);
        throw why;
      } finally {
        underWay.delete(making);
      }
    },
  };
}

/** The statuses by which an API says that it has no such sessions. */
function refusalsOf({ special }: SessionKind): readonly number[] {
  if (special === undefined) return [];
  return special === 'with a GPU' ? NO_GPU : NOT_OF_THIS_KIND;
}
