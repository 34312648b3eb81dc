import type { JsonObject } from '../model/json.js';
import type { Keys } from './access.js';
import type { Answer } from './answer.js';
import type { Call } from './http.js';
import type { Steps } from './steps.js';
import type { World } from './world.js';

/** What a deviation may look at, and the steps as the document wants them. */
export interface Scene {
  readonly document: JsonObject;
  readonly steps: Steps;
  readonly world: World;
  readonly keys: Keys;
}

/** Stands between a call and its answer: may look at both, change both, and take its time. */
type Around = (call: Call, answer: (call: Call) => Answer) => Answer | Promise<Answer>;

/** How a reference server differs from the conforming one: some steps are replaced, or something stands around them all. */
interface Deviation {
  readonly steps?: Partial<Steps>;
  readonly around?: Around;
}

/** Makes the deviation of one reference server, so that what it remembers between calls belongs to that one alone. */
export type How = (scene: Scene) => Deviation;

/** Which calls a deviation concerns. */
export type Reach = 'PATCH of a session' | 'PATCH and GET of a session' | 'every call';

/** A deviation, and the calls that it concerns. */
export interface ChosenDeviation {
  readonly how: How;
  readonly reach: Reach;
}

/** Does a deviation of that reach concern this call? */
export function reaches(reach: Reach, call: Call): boolean {
  if (reach === 'every call') return true;
  if (sessionIdOf(call) === undefined) return false;
  return call.method === 'PATCH' || (reach === 'PATCH and GET of a session' && call.method === 'GET');
}

/** The id, decoded, of a call to `/browsers/{id}`; undefined for any other call. */
export function sessionIdOf(call: Call): string | undefined {
  const id = /^\/browsers\/([^/?]+)(?:\?|$)/.exec(call.path)?.[1];
  try {
    return id === undefined ? undefined : decodeURIComponent(id);
  } catch {
    return id;
  }
}
