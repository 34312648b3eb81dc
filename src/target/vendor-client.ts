import Kernel from '@onkernel/sdk';
import { captureResponse } from './client.js';
import type { Exchange, Purpose } from './exchange.js';
import type { Pace } from './pace.js';
import type { Redactor } from './redact.js';
import type { Target } from './settings.js';

/**
 * The vendor's own client, for set-up and clean-up calls that no case asserts. It shares the pace of the asserted
 * requests, sends nothing twice by itself (a creation that is sent twice can leak a browser), follows no redirect,
 * and every exchange is captured, redacted, for the report.
 */
export function createVendorClient(
  target: Target,
  pace: Pace,
  redactor: Redactor,
  agent: string,
  timeoutMs: number,
  onExchange: (exchange: Exchange) => void,
): Kernel {
  const send = async (input: string | URL | Request, init: RequestInit = {}): Promise<Response> => {
    const url = input instanceof Request ? input.url : String(input);
    const method = init.method ?? 'GET';
    for (let throttled = 0; ;) {
      await pace.turn();
      const started = performance.now();
      const base = {
        purpose: purposeOf(method, url),
        request: {
          method,
          path: redactor.text(url.replace(target.baseUrl, '')).text,
          headers: { authorization: 'Bearer $KERNEL_API_KEY' },
          ...(typeof init.body === 'string' ? { body: redactor.text(init.body).text } : {}),
        },
        at: new Date().toISOString(),
        throttled,
      };
      const ms = (): number => Math.round((performance.now() - started) * 10) / 10;
      let response: Response;
      let text: string;
      try {
        response = await fetch(url, { ...init, redirect: 'manual' });
        text = await response.text();
      } catch (error) {
        const failure = redactor.text(error instanceof Error ? causeOf(error) : String(error)).text;
        onExchange({ ...base, ms: ms(), failure });
        throw error;
      }
      const headers = Object.fromEntries(response.headers);
      const captured = captureResponse({ statusCode: response.status, headers, text }, redactor);
      onExchange({ ...base, ms: ms(), response: captured });
      pace.saw(headers);
      if (response.status === 429) {
        throttled += 1;
        if (pace.mayRetry(throttled, headers)) continue;
      }
      const empty = [204, 205, 304].includes(response.status);
      return new Response(empty ? null : text, { status: response.status, headers: response.headers });
    }
  };
  return new Kernel({
    apiKey: target.apiKey,
    baseURL: target.baseUrl,
    maxRetries: 0,
    timeout: timeoutMs,
    logLevel: 'off',
    defaultHeaders: { 'User-Agent': agent },
    fetch: send,
  });
}

function purposeOf(method: string, url: string): Purpose {
  if (url.includes('/browsers?limit=1') && method === 'GET') return 'preflight';
  return method === 'DELETE' ? 'clean-up' : 'set-up';
}

/** The status that an error of the vendor's client tells; undefined where no answer came. */
export function statusOf(error: unknown): number | undefined {
  const status: unknown = error instanceof Kernel.APIError ? error.status : undefined;
  return typeof status === 'number' ? status : undefined;
}

/** fetch says only "fetch failed"; what happened is in the cause. */
export function causeOf(error: Error): string {
  const cause = error.cause;
  return cause instanceof Error && cause.message !== '' ? causeOf(cause) : error.message;
}
