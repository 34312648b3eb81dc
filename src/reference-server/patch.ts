import { json } from './answer.js';
import type { Handler } from './routes.js';
import type { Steps } from './steps.js';
import type { World } from './world.js';

/** PATCH /browsers/{id}: find the session, parse, validate, decide, and only then apply and show it. */
export function patchBrowser(steps: Steps, world: World): Handler {
  return (call, id) => {
    const now = new Date();
    const session = steps.findSession(world, id);
    if ('refusal' in session) return session.refusal;
    const body = steps.parseBody(call.body, call.headers['content-type']);
    if ('refusal' in body) return body.refusal;
    const update = steps.validate(body.value);
    if ('refusal' in update) return update.refusal;
    const changes = steps.decide(world, session.value, update.value, now);
    if ('refusal' in changes) return changes.refusal;
    steps.apply(world, session.value, changes.value, now);
    return json(200, steps.represent(session.value, now));
  };
}
