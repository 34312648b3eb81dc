import type { Readable } from 'node:stream';
import type { Exchange } from '../model/exchange.js';
import type { FramingProblem } from '../model/framing.js';
import { parseJson } from '../model/json.js';
import { bodyText } from './body-text.js';
import { boundedBody } from './bounded-body.js';
import { EXTRA_HEADERS } from './credentials.js';
import type { Deadline } from './deadline.js';
import { parseErrorOf, watchEnd } from './framing.js';
import { beginning } from './kept.js';
import type { Redactor } from './redaction/redact.js';
import { TooLarge } from './too-large.js';

/** A stack trace, the one thing that is looked for in a body's text, stands at its beginning. */
const JUDGED_CHARACTERS = 100_000;

/** A response whose body is still to be read, whichever way its request was sent. */
export interface Arrived {
  readonly statusCode: number;
  readonly headers: object;
  readonly body: Readable;
}

/** A response with its body as text; of one that is too large, its beginning, and a sentence. */
export interface Received {
  readonly statusCode: number;
  readonly headers: object;
  readonly text: string;
  readonly isNotUtf8?: true;
  readonly tooLarge?: string;
  readonly framing?: FramingProblem;
}

/** So much of a body that is too large to be judged is shown. */
const SHOWN_CHARACTERS = 1000;

/** How the body of a response is read. */
interface Reading {
  readonly limitBytes: number;
  readonly deadline: Deadline;
  /** Gets what has arrived so far. */
  readonly chunks: Uint8Array[];
}

/** Reads the body of a response, up to a limit. @throws Undecodable, and whatever the stream fails with. */
export async function read(arrived: Arrived, { limitBytes, deadline, chunks }: Reading): Promise<Received> {
  const { statusCode, headers, body: stream } = arrived;
  const wrongAtEnd = watchEnd(stream);
  deadline.atEnd(() => void stream.destroy());
  // Some edges compress unasked.
  const coding = 'content-encoding' in headers ? String(headers['content-encoding']) : '';
  try {
    const bytes = await boundedBody(stream, limitBytes, chunks);
    const framing = wrongAtEnd();
    const body = bodyText(bytes, coding, limitBytes);
    return { statusCode, headers, ...body, ...(framing === undefined ? {} : { framing }) };
  } catch (error) {
    if (!(error instanceof TooLarge)) throw parseErrorOf(stream) ?? error;
    return { statusCode, headers, text: coding === '' ? error.beginning : '', tooLarge: error.message };
  }
}

/** Captures a response. Everything in it is redacted before anything else sees it. */
export function captureResponse(received: Received, redactor: Redactor): NonNullable<Exchange['response']> {
  const leaked = new Set<string>();
  const clean = (raw: string): string => {
    const { text, found } = redactor.text(raw);
    for (const name of found) if (name !== EXTRA_HEADERS) leaked.add(name);
    return text;
  };
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries<unknown>({ ...received.headers })) {
    const shown = clean(Array.isArray(value) ? value.join(', ') : String(value));
    headers[clean(name)] = name === 'set-cookie' ? '[cookies]' : shown;
  }
  const whole = clean(received.text);
  const text = received.tooLarge === undefined ? whole : beginning(whole, SHOWN_CHARACTERS);
  return { status: received.statusCode, headers, text, ...parsed(text, received), leaked: [...leaked] };
}

/** The same response as it came, to be judged and never kept. A body that held no secret is not parsed again. */
export function rawResponse(
  received: Received,
  captured: NonNullable<Exchange['response']>,
): NonNullable<Exchange['response']> {
  const { headers, text } = received;
  const plain = Object.entries<unknown>({ ...headers }).map(([name, value]): [string, string] => [
    name,
    Array.isArray(value) ? value.join(', ') : String(value),
  ]);
  const { status, json, notJson, isCut, isNotUtf8 } = captured;
  const body =
    text === captured.text
      ? {
          ...(json === undefined ? {} : { json }),
          ...(notJson === undefined ? {} : { notJson }),
          ...(isCut === undefined ? {} : { isCut }),
          ...(isNotUtf8 === undefined ? {} : { isNotUtf8 }),
        }
      : parsed(text, received);
  return {
    status,
    headers: Object.fromEntries<string>(plain),
    text: beginning(text, JUDGED_CHARACTERS),
    ...body,
    leaked: [],
  };
}

type Parsed = Pick<NonNullable<Exchange['response']>, 'json' | 'notJson' | 'isCut' | 'isNotUtf8'>;

function parsed(text: string, { tooLarge, isNotUtf8 }: Received): Parsed {
  if (tooLarge !== undefined) return { notJson: tooLarge, isCut: true };
  if (text === '') return { notJson: 'the body is empty' };
  try {
    const json = parseJson(text);
    return isNotUtf8 === true ? { json, isNotUtf8 } : { json };
  } catch (error) {
    return { notJson: error instanceof Error ? error.message : String(error) };
  }
}
