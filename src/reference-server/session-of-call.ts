import { sessionIdOf, type Scene } from './deviation.js';
import type { Call } from './http.js';
import type { BrowserUpdate } from './requests.js';
import type { Changes } from './update-rules.js';
import type { Browser } from './world.js';

/** The live session that a call names; undefined when there is none. Asks no steps, so that nothing is refused. */
export function sessionOf(scene: Scene, call: Call): Browser | undefined {
  const browser = scene.world.browsers.get(sessionIdOf(call) ?? '');
  return browser?.deletedAt === undefined ? browser : undefined;
}

/** The live sessions besides this one, oldest first. */
export function otherSessions(scene: Scene, browser: Browser): Browser[] {
  const all = [...scene.world.browsers.values()];
  return all.filter((other) => other.id !== browser.id && other.deletedAt === undefined);
}

/** The update in a call's body; undefined when the schema or the parser has something against it. */
export function updateIn(scene: Scene, call: Call): BrowserUpdate | undefined {
  const body = scene.steps.parseBody(call.body, call.headers['content-type']);
  if ('refusal' in body) return undefined;
  const update = scene.steps.validate(body.value);
  return 'value' in update ? update.value : undefined;
}

/** What the conforming server would change; undefined where it would refuse. Changes nothing itself. */
export function changesOf(scene: Scene, browser: Browser, update: BrowserUpdate): Changes | undefined {
  const decision = scene.steps.decide(scene.world, browser, update, new Date());
  return 'value' in decision ? decision.value : undefined;
}
