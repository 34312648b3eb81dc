import type { SeenRequest } from '../src/reference-server/server.js';
import { isObject } from '../src/model/json.js';

/** A request that can be sent again. */
export interface RecordedRequest {
  readonly method: string;
  /** The request target with its query. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** These belong to a connection or follow from the body: whoever sends the request again sets them itself. */
const OF_THE_CONNECTION = new Set([
  'connection',
  'content-length',
  'expect',
  'host',
  'keep-alive',
  'transfer-encoding',
  'upgrade',
]);

/** What is needed of a request to send it again. */
export function recorded({ method, path, headers, body }: SeenRequest): RecordedRequest {
  const kept: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers)) {
    if (typeof value === 'string' && !OF_THE_CONNECTION.has(name)) kept[name] = value;
  }
  return { method, path, headers: kept, body };
}

/** Is the value a list of requests, as `recorded` makes them? */
export function isRecording(value: unknown): value is RecordedRequest[] {
  return Array.isArray(value) && value.every(isRecordedRequest);
}

function isRecordedRequest(value: unknown): value is RecordedRequest {
  return (
    isObject(value) &&
    [value.method, value.path, value.body].every((text) => typeof text === 'string') &&
    isObject(value.headers) &&
    Object.values(value.headers).every((text) => typeof text === 'string')
  );
}
