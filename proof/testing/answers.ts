import { loadDocument } from '../../src/contract/load-document.js';
import type { Json, JsonObject } from '../../src/model/json.js';
import { responseContract } from '../../src/contract/response-contract.js';
import { captureResponse } from '../../src/api/answer.js';
import type { Exchange } from '../../src/model/exchange.js';
import { createRedactor, type Redactor } from '../../src/api/redaction/redact.js';

export const DOCUMENT = loadDocument('openapi/kernel-patch-browser.openapi.yaml');
export const CONTRACT = responseContract(DOCUMENT);

/** A session with the members that the document requires, and no other. */
export const BROWSER: JsonObject = {
  created_at: '2026-05-04T03:02:01.5Z',
  cdp_ws_url: 'wss://browser.invalid/cdp',
  webdriver_ws_url: 'wss://browser.invalid/webdriver',
  session_id: 'htzv5orfit78e1m2biiifpbv',
  stealth: false,
  headless: true,
  timeout_seconds: 60,
};

/** A session with every member that the document knows. */
export const FULL_BROWSER: JsonObject = {
  ...BROWSER,
  headless: false,
  browser_live_view_url: 'https://browser.invalid/live',
  base_url: 'https://browser.invalid/kernel',
  gpu: false,
  persistence: { id: 'old' },
  profile: {
    id: 'profile1',
    name: null,
    created_at: '2026-01-01T00:00:00Z',
    updated_at: '2026-01-02T00:00:00Z',
    last_used_at: '2026-01-03T00:00:00+01:00',
  },
  proxy_id: 'proxy1',
  pool: { id: 'pool1', name: 'blue' },
  viewport: { width: 1280, height: 800, refresh_rate: 60 },
  kiosk_mode: false,
  start_url: 'https://example.com',
  deleted_at: '2026-05-04T04:00:00Z',
  usage: { uptime_ms: 12 },
};

export const ERROR: JsonObject = {
  code: 'bad_request',
  message: 'No.',
  details: [{ code: 'invalid_input', message: 'Too small.' }],
  inner_error: { code: 'inner' },
};

/** A copy of a body with other members; undefined leaves one out. */
export function changed(body: JsonObject, members: Readonly<Record<string, Json | undefined>>): JsonObject {
  const entries = Object.entries({ ...body, ...members });
  return Object.fromEntries(entries.flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])));
}

export interface Wire {
  /** Null sends none. */
  readonly contentType?: string | null;
  /** More headers, names in lower case as Node gives them; a list where one came several times. */
  readonly headers?: Readonly<Record<string, string | readonly string[]>>;
  readonly redactor?: Redactor;
  readonly isNotUtf8?: true;
}

/** An update answered with a status and a body's text, captured as the client captures it. */
export function answeredText(status: number, text: string, wire: Wire = {}): Exchange {
  const { contentType = 'application/json', redactor = createRedactor(), isNotUtf8 } = wire;
  const headers = { ...(contentType === null ? {} : { 'content-type': contentType }), ...wire.headers };
  return {
    purpose: 'asserted',
    request: { method: 'PATCH', path: '/browsers/htzv5orfit78e1m2biiifpbv', headers: {} },
    response: captureResponse(
      { statusCode: status, headers, text, ...(isNotUtf8 === undefined ? {} : { isNotUtf8 }) },
      redactor,
    ),
    at: '2026-05-04T03:02:01Z',
    ms: 1,
    throttled: 0,
  };
}

/** The same with a JSON body. */
export function answered(status: number, body: Json, wire: Wire = {}): Exchange {
  return answeredText(status, JSON.stringify(body), wire);
}
