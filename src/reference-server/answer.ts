import type { Json } from '../model/json.js';

/** What the reference server answers, before it becomes bytes on the wire. */
export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** JSON, raw bytes (a video), or nothing. JSON `null` cannot be meant here: no operation answers with it. */
  readonly body: Json | Uint8Array | undefined;
}

/** What one step hands to the next: its value, or the answer that ends the request here. */
export type Outcome<T> = { readonly value: T } | { readonly refusal: Answer };

/** An answer with a JSON body. */
export function json(status: number, body: Json, headers: Record<string, string> = {}): Answer {
  return { status, headers: { 'Content-Type': 'application/json', ...headers }, body };
}

/** An answer without a body: a 204, or the 200 of an operation that declares no content. */
export function empty(status: number, headers: Record<string, string> = {}): Answer {
  return { status, headers, body: undefined };
}

/** An Error body (`#/components/schemas/Error`) under its status. */
export function problem(
  status: number,
  code: string,
  message: string,
  headers: Record<string, string> = {},
): Answer {
  return json(status, { code, message }, headers);
}

/**
 * The 400 for a request with one or several faults, each a whole sentence that names its member.
 * Several faults stand one by one in `details`, which the document keeps for that (`#/components/schemas/Error`).
 */
export function badRequest(faults: readonly string[]): Answer {
  const message = faults.join(' ');
  if (faults.length < 2) return problem(400, 'bad_request', message);
  const details = faults.map((fault) => ({ code: 'invalid_input', message: fault }));
  return json(400, { code: 'bad_request', message, details });
}

/** The 404 for a thing that is not there (or no longer). */
export function notFound(thing: string): Answer {
  return problem(404, 'not_found', `There is no such ${thing}.`);
}
