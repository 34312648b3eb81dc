import { expect } from 'chai';
import { SAMPLE_FINDINGS } from '../../../proof/testing/sample-findings.js';
import { sampleRun, type SampleCase } from '../../../proof/testing/sample-run.js';
import { loadDocument } from '../../contract/load-document.js';
import { loadRequirements } from '../../contract/requirements.js';
import type { CheckName } from '../../model/finding.js';
import { judgedStatements, type State } from './states.js';
import { statementsOf } from './statements.js';

const document = loadDocument('openapi/kernel-patch-browser.openapi.yaml');
const OWN = '#/components/schemas/Viewport';
const STATUS = 'status/200-for-400/viewport.width.minimum';

/** What a run of these cases, which all rest on one statement, shows of a statement. */
function stateOf(cases: readonly SampleCase[], id = OWN): { state: State; reason: string } | undefined {
  const run = sampleRun(cases);
  const all = statementsOf(document, loadRequirements(), run);
  return judgedStatements(document, run, all).find((statement) => statement.id === id);
}

function broken(check: CheckName, changes: { clause?: string; status?: number } = {}): SampleCase {
  const { clause = '#', status = 200 } = changes;
  const finding = SAMPLE_FINDINGS.find((one) => one.check === check);
  if (finding === undefined) throw new Error(`No sample of ${check}.`);
  const response = { status, headers: {}, text: '{}', leaked: [] };
  const exchange = { ...finding.exchange, response };
  return { id: `broken/${check}`, verdict: 'breach', findings: [{ ...finding, clause, exchange }] };
}

const held: SampleCase = { id: 'held', verdict: 'pass' };

describe('what a run shows of a statement', () => {
  for (const [cases, state] of [
    [[held], 'verified'],
    [[held, broken('status-expected')], 'breached'],
    [[held, { ...broken('status-expected'), verdict: 'known', known: [STATUS] }], 'known'],
    [[held, { id: 'lost', verdict: 'blocked' }], 'not verified'],
    [[held, { id: 'waits' }], 'not verified'],
    [[{ id: 'seen', verdict: 'pass', intent: 'observe' }], 'only observed'],
    [[{ id: 'unseen', intent: 'observe' }], 'not verified'],
    [[held, { id: 'here', verdict: 'not verified', optional: true }], 'verified'],
  ] as const satisfies [readonly SampleCase[], State][]) {
    it(`is ${state} by ${cases.map((one) => one.id).join(' and ')}`, () => {
      expect(stateOf(cases)).to.include({ state });
    });
  }

  it('does not blame a statement for an answer in a wrong form, nor call it verified', () => {
    const cases = [held, broken('content-type', { status: 400 })];
    expect(stateOf(cases)).to.include({ state: 'not verified' });
    expect(stateOf(cases, '400/content-type')).to.include({ state: 'breached' });
    expect(stateOf(cases, '200/content-type')).to.include({ state: 'verified' });
    expect(stateOf(cases, '404/content-type')).to.include({ state: 'not verified' });
  });

  it('finds the member of an answer that is wrong, also behind a reference', () => {
    const behind =
      '#/paths/~1browsers~1%7Bid%7D/patch/responses/200/content/application~1json/schema/properties/usage';
    const cases = [held, broken('schema', { clause: behind })];
    expect(stateOf(cases, 'member:#/components/schemas/BrowserUsage')).to.include({
      state: 'breached',
    });
    expect(stateOf(cases, 'member:#/components/schemas/Browser/properties/stealth')).to.include({
      state: 'verified',
    });
  });

  it('blames the member that an update did not set, not the statement of the case that shows it', () => {
    const cases = [held, broken('echo', { clause: '#/components/schemas/Browser/properties/viewport' })];
    expect(stateOf(cases)).to.include({ state: 'not verified' });
    expect(stateOf(cases, 'width-in-pixels')).to.include({ state: 'breached' });
    expect(stateOf(cases, 'height-in-pixels')).to.include({ state: 'not covered' });
  });

  it('blames the status that is due for one that came instead', () => {
    const clause = '#/components/responses/BadRequest';
    const cases = [held, { ...broken('status-declared', { clause, status: 503 }) }];
    expect(stateOf(cases)).to.include({ state: 'not verified' });
    expect(stateOf(cases, 'bad-request')).to.include({ state: 'breached' });
  });

  it('lists what nothing looks at, with the reason', () => {
    expect(stateOf([held], 'presets')).to.deep.include({ state: 'not covered' });
    expect(stateOf([held], 'presets')?.reason).to.contain('so that a fallback shows');
    expect(stateOf([held], '#/components/schemas/BrowserViewport/properties/width/minimum')).to.include({
      ...{ state: 'not covered', reason: 'no case rests on it' },
    });
  });

  it('lists what is stated about answers and not checked', () => {
    const pointer = '#/components/schemas/Browser/properties/created_at/format';
    const notCovered = [
      { pointer, keyword: 'format', path: '', reason: 'It is not checked.', of: 'answers' as const },
    ];
    const run = sampleRun([held], { notCovered });
    const all = judgedStatements(document, run, statementsOf(document, loadRequirements(), run));
    const unchecked = all.find(({ id }) => id === pointer);
    expect(unchecked).to.include({ state: 'not covered', reason: 'It is not checked', isForm: true });
    expect(unchecked).to.include({ label: 'format date-time', words: 'format: "date-time"' });
  });
});
