import type { Keys } from './access.js';
import { problem, type Answer } from './answer.js';
import { browserRoutes } from './browsers.js';
import type { Call } from './http.js';
import { patchBrowser } from './patch.js';
import { profileRoutes } from './profiles.js';
import { proxyRoutes } from './proxies.js';
import { replayRoutes } from './replays.js';
import type { Schemas } from './request-schema.js';
import { findRoute, type Route } from './routes.js';
import type { Steps } from './steps.js';
import type { World } from './world.js';

/** Every operation that the reference server plays. */
export function routeTable(steps: Steps, schemas: Schemas, world: World): Route[] {
  return [
    { method: 'PATCH', path: '/browsers/*', handle: patchBrowser(steps, world) },
    ...browserRoutes(steps, schemas, world),
    ...replayRoutes(steps, schemas, world),
    ...profileRoutes(schemas, world),
    ...proxyRoutes(schemas, world),
  ];
}

/**
 * Answers a call: first who asks (401), then what for (404, 405), then whether they may (403), then the operation
 * itself. Nothing thrown inside leaves it: that is a 500 with an Error body, like any other.
 */
export function answerCall(steps: Steps, routes: readonly Route[], keys: Keys, call: Call): Answer {
  try {
    const access = steps.authorise(call.authorization, keys);
    if ('refusal' in access) return access.refusal;
    const answer = findRoute(routes, call);
    if ('refusal' in answer) return answer.refusal;
    const permission = steps.permit(access.value, call.method);
    if ('refusal' in permission) return permission.refusal;
    return answer.value();
  } catch {
    return problem(500, 'internal_error', 'The reference server met an unexpected error.');
  }
}
