import { isObject, valueAt, type JsonObject } from '../../model/json.js';
import { poll } from '../poll.js';
import { statusOf } from '../vendor-client.js';

/** How long after the answer to its creation a resource may be missing from reads, or shown only in part. */
export const READY_WITHIN_MS = 10_000;

/** Waits until created resources can be used. One per run. */
export interface Readiness {
  /**
   * Waits until a read finds a resource and shows the values that it was created with. A member that reads never show
   * is awaited once per run, and left to the checks.
   * @param kind names the resource.
   * @param read what a read shows. @throws whatever the vendor's client throws.
   * @param asked members that it was created with, by path.
   * @returns whether a read found it.
   */
  wait(kind: string, read: () => Promise<unknown>, asked?: JsonObject): Promise<boolean>;
}

/** @param withinMs longest wait for one resource. */
export function createReadiness(withinMs: number): Readiness {
  const never = new Set<string>();
  return {
    async wait(kind, read, asked = {}) {
      const lacking = async (): Promise<readonly string[]> => {
        let seen: unknown;
        try {
          seen = await read();
        } catch (error) {
          const status = statusOf(error) ?? 500;
          return status === 404 || status >= 500 ? [kind] : []; // any other refusal says nothing about the resource
        }
        const members = isObject(seen) ? seen : {};
        return Object.entries(asked)
          .filter(([member, value]) => valueAt(members, member.split('.')) !== value)
          .map(([member]) => `${kind} ${member}`);
      };
      const isReady = (names: readonly string[]): boolean => names.every((name) => never.has(name));
      const { seen } = await poll(lacking, isReady, withinMs);
      for (const name of seen) if (name !== kind) never.add(name);
      return !seen.includes(kind);
    },
  };
}
