import { notFound, problem, type Answer, type Outcome } from './answer.js';
import type { Call } from './http.js';

/** Answers a call; `id` and `subId` are the decoded variable segments of the path, empty where it has none. */
export type Handler = (call: Call, id: string, subId: string) => Answer;

export interface Route {
  readonly method: string;
  /** A path whose variable segments are `*`. */
  readonly path: string;
  readonly handle: Handler;
}

/** Finds the handler of a call. A path without route is a 404; a known path with another method a 405. */
export function findRoute(routes: readonly Route[], call: Call): Outcome<() => Answer> {
  const segments = (call.path.split('?')[0] ?? '').split('/').map(decode);
  const there = routes.filter((route) => fits(route, segments));
  const route = there.find(({ method }) => method === call.method);
  if (route) {
    const [id = '', subId = ''] = variables(route, segments);
    return { value: () => route.handle(call, id, subId) };
  }
  if (there.length === 0) return { refusal: notFound('resource') };
  const allow = there.map(({ method }) => method).join(', ');
  return {
    refusal: problem(405, 'method_not_allowed', `Only ${allow} is allowed here.`, { Allow: allow }),
  };
}

function fits(route: Route, segments: readonly string[]): boolean {
  const pattern = route.path.split('/');
  return (
    pattern.length === segments.length &&
    pattern.every((part, place) => (part === '*' ? segments[place] !== '' : part === segments[place]))
  );
}

function variables(route: Route, segments: readonly string[]): string[] {
  const pattern = route.path.split('/');
  return segments.filter((_, place) => pattern[place] === '*');
}

function decode(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment; // no id holds a `%`, so a malformed sequence leads to the 404 it deserves
  }
}
