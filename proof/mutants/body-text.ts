import { isObject, type JsonObject } from '../../src/model/json.js';
import { badRequest, problem } from '../../src/reference-server/answer.js';
import type { How } from '../../src/reference-server/deviation.js';
import type { Call } from '../../src/reference-server/http.js';

/** Ways to go wrong about the letters of a body, before they are anybody's JSON. */

export function textOf(call: Call): string {
  return Buffer.from(call.body ?? []).toString('utf8');
}

export function isJson(given: string): boolean {
  try {
    JSON.parse(given);
    return true;
  } catch {
    return false;
  }
}

/** Reads other text than was sent. */
export function readingText(misread: (text: string) => string): How {
  return ({ steps }) => ({
    steps: {
      parseBody: (bytes, type) =>
        steps.parseBody(bytes && Buffer.from(misread(Buffer.from(bytes).toString('utf8'))), type),
    },
  });
}

/** A crash on bodies of that kind, for those who are let in. */
export function crashingOn(isTooMuch: (call: Call) => boolean): How {
  return () => ({
    around: (call, answer) => {
      const given = answer(call);
      const reached = given.status === 200 || given.status === 400;
      return reached && isTooMuch(call) ? problem(500, 'internal_error', 'The update failed.') : given;
    },
  });
}

/** Takes text that is right for text that is not. */
export function refusingText(isRefused: (text: string) => boolean): How {
  return ({ steps }) => ({
    steps: {
      parseBody: (bytes, type) =>
        isRefused(Buffer.from(bytes ?? []).toString('utf8'))
          ? { refusal: badRequest(['The request body is not JSON.']) }
          : steps.parseBody(bytes, type),
    },
  });
}

/** The JSON object in the body of a call; undefined where it holds none. */
export function objectOf(call: Call): JsonObject | undefined {
  try {
    const value: unknown = JSON.parse(textOf(call));
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
