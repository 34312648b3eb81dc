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

/** How a server behaves towards a call. */
interface Behaviour {
  readonly steps: Steps;
  readonly around: Around;
}

/**
 * Lays deviations over the conforming steps, each over those before it: its steps call theirs, and it stands around
 * theirs. Only the last may take its time. Of two that replace the same step, none may reach further than the other: the
 * later step calls the earlier one whatever the call.
 * @returns what of them concerns a call; the same object for calls that the same deviations concern.
 */
export function inLayers(deviations: readonly ChosenDeviation[], scene: Scene): (call: Call) => Behaviour {
  let { steps } = scene;
  const layers = deviations.map(({ how, reach }) => {
    const deviation = how({ ...scene, steps });
    steps = { ...steps, ...deviation.steps };
    return { ...deviation, reach };
  });
  const known = new Map<string, Behaviour>();
  return (call) => {
    const concerned = layers.filter(({ reach }) => reaches(reach, call));
    const key = concerned.map((layer) => layers.indexOf(layer)).join();
    const behaviour = known.get(key) ?? {
      steps: concerned.reduce((lower, layer) => ({ ...lower, ...layer.steps }), scene.steps),
      around: concerned.reduce((inner, { around }) => (around ? outside(around, inner) : inner), passOn),
    };
    known.set(key, behaviour);
    return behaviour;
  };
}

const passOn: Around = (call, answer) => answer(call);

function outside(outer: Around, inner: Around): Around {
  return (call, answer) =>
    outer(call, (given) => {
      const answered = inner(given, answer);
      if (answered instanceof Promise)
        throw new Error('Only the last of several deviations may take its time.');
      return answered;
    });
}

/** Does a deviation of that reach concern this call? */
function reaches(reach: Reach, call: Call): boolean {
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
