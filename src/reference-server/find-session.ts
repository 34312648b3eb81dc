import { notFound, problem, type Outcome } from './answer.js';
import type { Browser, World } from './world.js';

/**
 * The live browser session of that id. An unknown or deleted one is a 404 (PATCH has no `include_deleted`);
 * the failing one is a 500.
 */
export function findSession(world: World, id: string): Outcome<Browser> {
  const session = findAnySession(world, id);
  if ('value' in session && session.value.deletedAt !== undefined) {
    return { refusal: notFound('browser session') };
  }
  return session;
}

/** The browser session of that id, deleted or not. */
export function findAnySession(world: World, id: string): Outcome<Browser> {
  if (id === world.failingBrowserId) {
    return { refusal: problem(500, 'internal_error', 'The browser session does not respond.') };
  }
  const browser = world.browsers.get(id);
  return browser ? { value: browser } : { refusal: notFound('browser session') };
}
