import type { Exchange } from '../../src/model/exchange.js';
import type { Finding } from '../../src/model/finding.js';
import { sampleExchange } from './sample-run.js';

const read = (status: number): Exchange =>
  sampleExchange({ purpose: 'read', request: { method: 'GET' }, response: { status, json: {} } });
const answered = (status: number): Exchange => sampleExchange({ response: { status } });

const DECLARED = [200, 400, 401, 403, 404, 500];
const common = {
  severity: 'breach',
  clause: '#/components/schemas/Browser',
  exchange: answered(200),
} as const;
const status = (got: number, expected: readonly number[], exchange = answered(got)): Finding =>
  DECLARED.includes(got)
    ? { ...common, exchange, check: 'status-expected', details: { status: got, expected } }
    : {
        ...common,
        exchange,
        check: 'status-declared',
        details: { status: got, expected, declared: DECLARED },
      };

/** At least one finding of every check, and of every kind of cause; each is about `viewport.width.minimum`. */
export const SAMPLE_FINDINGS: readonly Finding[] = [
  status(200, [400]),
  status(400, [200]),
  status(500, [400]),
  status(503, [200]),
  status(200, [401]),
  status(200, [404]),
  status(404, [400]),
  status(422, [400]),
  status(500, [200], read(500)),
  { ...status(200, [400]), severity: 'note' },
  {
    ...common,
    check: 'content-type',
    details: { status: 400, contentType: 'text/plain; charset=utf-8', declared: ['application/json'] },
  },
  { ...common, check: 'content-type', details: { status: 400, contentType: undefined, declared: ['a/b'] } },
  { ...common, check: 'header', details: { status: 200, name: 'X-Rate', kind: 'missing' } },
  {
    ...common,
    check: 'header',
    details: { status: 200, name: 'X-Rate', kind: 'not JSON', value: '{', problem: 'p' },
  },
  {
    ...common,
    check: 'header',
    details: {
      status: 200,
      name: 'X-Rate',
      kind: 'does not fit',
      value: 'a',
      path: '',
      message: 'must be integer',
    },
  },
  { ...common, check: 'json', details: { status: 400, problem: 'Unexpected token', isEmpty: false } },
  { ...common, check: 'json', details: { status: 400, problem: 'Unexpected end', isEmpty: true } },
  {
    ...common,
    check: 'json',
    details: { status: 200, problem: 'the body is longer than 2 MB', isEmpty: false, isCut: true },
  },
  {
    ...common,
    check: 'json',
    details: { status: 200, problem: 'it is not UTF-8', isEmpty: false, isNotUtf8: true },
  },
  {
    ...common,
    check: 'schema',
    details: { status: 200, path: 'usage', message: 'must be object', difference: 'type', value: null },
  },
  {
    ...common,
    check: 'schema',
    exchange: read(200),
    details: { status: 200, path: 'usage', message: 'must be object', difference: 'type', value: null },
  },
  {
    ...common,
    check: 'strict-schema',
    details: { status: 200, path: '', message: 'must be object', difference: 'type', value: 7 },
  },
  { ...common, check: 'secret-shown', details: { secret: 'KERNEL_API_KEY' } },
  { ...common, check: 'stack-shown', details: { status: 500, trace: 'at a (b.js:1:1)' } },
  { ...common, check: 'live-view-shown', details: { member: 'browser_live_view_url' } },
  {
    ...common,
    check: 'address',
    details: { member: 'cdp_ws_url', value: '/cdp', problem: 'not absolute', schemes: ['ws', 'wss'] },
  },
  {
    ...common,
    check: 'address',
    severity: 'note',
    details: { member: 'base_url', value: '', problem: 'empty', schemes: ['http', 'https'] },
  },
  { ...common, check: 'uptime', details: { uptimeMs: 99_999_999, ageMs: 1000 } },
  { ...common, check: 'empty-error', severity: 'note', details: { status: 400, member: 'code' } },
  { ...common, check: 'echo', details: { path: 'viewport.width', value: 1, allowed: [2] } },
  {
    ...common,
    check: 'read-back',
    exchange: read(200),
    details: { path: 'proxy_id', value: 'a', allowed: ['b'] },
  },
  { ...common, check: 'agreement', details: { path: 'profile.name', answer: 'a', read: 'b' } },
  { ...common, check: 'frame', details: { path: 'stealth', before: true, after: false, seenIn: 'answer' } },
  {
    ...common,
    check: 'untouched',
    details: { path: 'viewport.width', before: 1, after: 2, why: { kind: 'refusal due' } },
  },
  {
    ...common,
    check: 'untouched',
    details: {
      path: 'proxy_id',
      before: 'a',
      after: undefined,
      why: { kind: 'other session', sessionId: 's' },
    },
  },
  { ...common, check: 'framing', details: { problem: 'ended early' } },
  { ...common, check: 'absent', exchange: read(200), details: { by: 'refused update' } },
  { ...common, check: 'absent', exchange: read(200), details: { by: 'some update' } },
  {
    ...common,
    check: 'torn',
    details: { seenIn: 'read meanwhile', size: { width: 1, height: 2 }, foreign: [] },
  },
  {
    ...common,
    check: 'derived-rate',
    details: { seen: { width: 1, height: 1, rate: 60 }, other: { width: 1, height: 1, rate: 30 } },
  },
  { ...common, check: 'segments', details: { kind: 'still running', id: 'r' } },
  { ...common, check: 'segments', details: { kind: 'wrong number of new segments', found: 0, expected: 1 } },
];
