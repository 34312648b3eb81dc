import { expect } from 'chai';
import type { Exchange } from '../../model/exchange.js';
import type { Finding } from '../../model/finding.js';
import { parseJson } from '../../model/json.js';
import { createRedactor } from './redact.js';
import { redactedFinding, rememberRaw } from './raw-answers.js';

const KEY = 'sk_live_0123';
const CLAUSE = '#/components/schemas/BrowserViewport';

/** What a finding shows of texts of an answer with this body. */
function shown(body: string, texts: readonly string[]): readonly string[] {
  const redactor = createRedactor();
  redactor.learn('KEY', KEY);
  const answer = (text: string): NonNullable<Exchange['response']> => ({
    ...{ status: 200, headers: {}, text, json: parseJson(text), leaked: [] },
  });
  const exchange: Exchange = {
    purpose: 'asserted',
    request: { method: 'PATCH', path: '/', headers: {} },
    response: answer(redactor.text(body).text),
    ...{ at: '2026-01-01T00:00:00.000Z', ms: 1, throttled: 0 },
  };
  rememberRaw(exchange, answer(body), redactor);
  const details = { status: 200, path: '', message: '', difference: '', value: [...texts] };
  const finding = {
    check: 'schema',
    severity: 'breach',
    clause: CLAUSE,
    exchange,
    details,
  } as const satisfies Finding;
  return redactedFinding(finding).details.value;
}

describe('what a finding shows of a raw answer', () => {
  it('is what was captured of the same member', () => {
    const body = JSON.stringify({ a: `of ${KEY}`, list: [{ b: `at ${KEY}` }], c: 'plain' });
    expect(shown(body, [`of ${KEY}`, `at ${KEY}`, 'plain'])).to.deep.equal(['of [KEY]', 'at [KEY]', 'plain']);
  });

  it('stays so where names of members are masked, alike or to stand elsewhere', () => {
    const alike = JSON.stringify({ [KEY]: 'one', [KEY.toUpperCase()]: 'two', c: 'three', d: `of ${KEY}` });
    expect(shown(alike, ['one', 'two', 'three', `of ${KEY}`])).to.deep.equal([
      'one',
      'two',
      'three',
      'of [KEY]',
    ]);
  });
});
