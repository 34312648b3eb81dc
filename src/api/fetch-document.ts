import { isLoopback } from '../settings/base-url.js';
import { boundedBody } from './bounded-body.js';
import { MB, TooLarge } from './too-large.js';

/** Whole API documents have some megabytes; parsing one takes a hundred times its size. */
export const LARGEST_DOCUMENT = 10 * MB;
const MOST_REDIRECTS = 5;
const LONGEST_MS = 30_000;

/** A URL as it may be shown and recorded: without user, password, query and fragment, which may hold a key. */
export function shownUrl(url: string): string {
  const { origin, pathname } = new URL(url);
  return origin + pathname;
}

/**
 * Fetches a document over https; over http from loopback alone. It sends no key, and goes through the proxy of the
 * environment.
 * @throws Error in a whole sentence; it says nothing of the API.
 */
export async function fetchDocument(url: string): Promise<Buffer> {
  const signal = AbortSignal.timeout(LONGEST_MS);
  let here = checked(url);
  for (let hops = 0; hops <= MOST_REDIRECTS; hops += 1) {
    const response = await send(here, signal);
    const location = response.headers.get('location');
    if (response.status >= 300 && response.status < 400 && location !== null) {
      here = redirected(here, location);
      continue;
    }
    if (response.status !== 200)
      throw new Error(`${shownUrl(here.href)} answered with ${response.status}, not with a document.`);
    return await read(response, here);
  }
  throw new Error(`${shownUrl(url)} redirects more than ${MOST_REDIRECTS} times.`);
}

function checked(text: string): URL {
  const url = new URL(text);
  if (url.username !== '' || url.password !== '')
    throw new Error(
      `${shownUrl(text)} was given with a user or password: a document is fetched without any.`,
    );
  if (url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback(url.hostname))) return url;
  throw new Error(
    `${shownUrl(text)} is not https: only from loopback is a document fetched over plain http.`,
  );
}

/** A public host must not lead to what only this machine may see. */
function redirected(from: URL, location: string): URL {
  if (!URL.canParse(location, from.href))
    throw new Error(`${shownUrl(from.href)} redirects to what is no URL.`);
  const to = checked(new URL(location, from).href);
  if (isLoopback(to.hostname) && !isLoopback(from.hostname))
    throw new Error(`${shownUrl(from.href)} redirects to this machine, which is not followed.`);
  return to;
}

/** What Node's own fetch and undici's answer alike. */
interface Answered {
  readonly status: number;
  readonly headers: { get(name: string): string | null };
  readonly body: AsyncIterable<Uint8Array> | null;
}

async function send(url: URL, signal: AbortSignal): Promise<Answered> {
  try {
    const how = {
      redirect: 'manual',
      signal,
      headers: { accept: 'application/yaml, application/json, */*' },
    } as const;
    if (isLoopback(url.hostname)) return await fetch(url, how);
    const { EnvHttpProxyAgent, fetch: fetchThrough } = await import('undici');
    return await fetchThrough(url, { ...how, dispatcher: new EnvHttpProxyAgent() });
  } catch (error) {
    throw new Error(`${shownUrl(url.href)} could not be reached: ${reason(error)}.`);
  }
}

async function read({ body }: Answered, url: URL): Promise<Buffer> {
  try {
    return await (body === null ? Buffer.alloc(0) : boundedBody(body, LARGEST_DOCUMENT));
  } catch (error) {
    const why =
      error instanceof TooLarge
        ? `is larger than ${LARGEST_DOCUMENT / MB} MB`
        : `broke off: ${reason(error)}`;
    throw new Error(`The document at ${shownUrl(url.href)} ${why}.`);
  }
}

/** fetch says "fetch failed" and hides the reason below. */
function reason(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (error.name === 'TimeoutError') return `it took more than ${LONGEST_MS / 1000} seconds`;
  const { cause } = error;
  if (cause instanceof AggregateError && cause.errors[0] instanceof Error) return cause.errors[0].message;
  return cause instanceof Error ? cause.message : error.message;
}
