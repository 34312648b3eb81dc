import { isObject, parseJson, valueAt, type Json, type JsonObject } from '../../../src/model/json.js';
import type { Meddling, PassingRequest } from '../../testing/tampering-proxy.js';

/** What a misbehaviour makes of a session that an answer shows. `request` is the one that is being answered. */
type Show = (session: JsonObject, request: PassingRequest) => void;

/** An API whose answers to updates and reads show sessions otherwise than they are. */
function showing(show: Show): Meddling {
  return {
    answer(answer, request) {
      if (answer.status !== 200 || !/^\/browsers\/[^/?]+$/.test(request.path)) return undefined;
      const session = jsonOf(answer.body);
      if (!isObject(session)) return undefined;
      show(session, request);
      answer.body = JSON.stringify(session);
      return undefined;
    },
  };
}

function jsonOf(text: string): Json | undefined {
  try {
    return parseJson(text);
  } catch {
    return undefined;
  }
}

/** Nobody can change the width. */
export function dropsWidth(): Meddling {
  return showing(({ viewport }) => {
    if (isObject(viewport)) viewport.width = 1283;
  });
}

/** A resize takes the proxy away, until one is set again. */
export function resizeLosesProxy(): Meddling {
  const lost = new Set<string>();
  return showing((session, { method, path, body }) => {
    const update = method === 'PATCH' ? jsonOf(body) : undefined;
    if (valueAt(update, ['viewport']) !== undefined) lost.add(path);
    if (valueAt(update, ['proxy_id']) !== undefined) lost.delete(path);
    if (lost.has(path)) delete session.proxy_id;
  });
}

/** A profile that was loaded is gone with the next update that is accepted. */
export function nextUpdateLosesProfile(): Meddling {
  const loaded = new Set<string>();
  const lost = new Set<string>();
  return showing((session, { method, path, body }) => {
    if (method === 'PATCH') {
      if (loaded.has(path)) lost.add(path);
      if (valueAt(jsonOf(body), ['profile']) !== undefined) loaded.add(path);
    }
    if (lost.has(path)) delete session.profile;
  });
}

/** The size of an update that is refused is applied all the same. */
export function appliesRefusedSize(): Meddling {
  const applied = new Map<string, { width: number; height: number }>();
  const shows = showing((session, { method, path, body }) => {
    const size = applied.get(path);
    if (method === 'PATCH' && valueAt(jsonOf(body), ['viewport']) !== undefined) applied.delete(path);
    else if (size !== undefined && isObject(session.viewport)) Object.assign(session.viewport, size);
  });
  return {
    answer(answer, request) {
      const viewport = answer.status === 400 ? valueAt(jsonOf(request.body), ['viewport']) : undefined;
      const width = valueAt(viewport, ['width']);
      const height = valueAt(viewport, ['height']);
      if (isWhole(width) && isWhole(height)) applied.set(request.path, { width, height });
      return shows.answer?.(answer, request);
    },
  };
}

function isWhole(value: Json | undefined): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value > 0;
}

/** A width that is a text of digits is taken for a number. */
export function takesTextForWidth(): Meddling {
  const seen = new Map<string, string>();
  return {
    answer(answer, { path, body }) {
      if (answer.status === 200) seen.set(path, answer.body);
      const width = valueAt(jsonOf(body), ['viewport', 'width']);
      const session = seen.get(path);
      if (answer.status !== 400 || session === undefined) return undefined;
      if (typeof width !== 'string' || !/^\d+$/.test(width)) return undefined;
      answer.status = 200;
      answer.body = session;
      return undefined;
    },
  };
}
