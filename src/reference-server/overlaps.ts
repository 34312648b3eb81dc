import type { Answer } from './answer.js';
import { sessionIdOf, type How } from './deviation.js';
import { linger } from './linger.js';
import { sessionOf } from './session-of-call.js';

/** How long an update takes whose overlaps count. */
const TAKES_MS = 30;

/** Refuses an update of a session that begins while another one of that session is under way. */
export function refusingOverlaps(refusal: Answer): How {
  return (scene) => {
    const running = new Set<string>();
    return {
      around: async (call, answer) => {
        const id = call.method === 'PATCH' && sessionOf(scene, call) ? sessionIdOf(call) : undefined;
        if (id === undefined) return answer(call);
        if (running.has(id)) return refusal;
        running.add(id);
        await linger(TAKES_MS);
        running.delete(id);
        return answer(call);
      },
    };
  };
}
