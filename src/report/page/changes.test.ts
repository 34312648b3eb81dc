import { expect } from 'chai';
import { PAST_CASES } from '../../../proof/testing/past-runs.js';
import { sampleRun } from '../../../proof/testing/sample-run.js';
import type { RunSummary } from '../../model/run-summary.js';
import { changesSinceGreen } from './changes.js';
import { latencyPlot } from './latency.js';

const RUN = sampleRun(PAST_CASES);
const GREEN: RunSummary = {
  ...{ format: 1, runId: 'run-5', suiteVersion: '0.1.0', target: RUN.target, isEmbedded: true },
  ...{ document: RUN.document, startedAt: '2026-01-01T03:04:05.678Z', ms: 1, exitCode: 0, isWhole: true },
  causes: [],
  cases: { 'profile/set': { outcome: 'pass' }, 'viewport/set': { outcome: 'pass', status: 404 } },
  drift: [],
  latency: { viewport: { count: 3, p50: 4, p95: 7000, max: 9000 } },
  browsers: 1,
  requests: 3,
};
const text = (earlier: readonly RunSummary[]): string =>
  changesSinceGreen(RUN, 1, earlier)
    .map((part) => part.text)
    .join(' ')
    .replaceAll(/<[^>]+>/g, '')
    .replaceAll(/\s+/g, ' ');

describe('what changed since the last green run', () => {
  it('is not known where no earlier run is', () => {
    expect(text([])).to.contain('No earlier run of the whole contract');
    expect(text([{ ...GREEN, target: 'https://other.example.com' }])).to.contain(
      'No earlier run of the whole contract',
    );
    expect(text([{ ...GREEN, isWhole: false }])).to.contain('No earlier run of the whole contract');
    expect(text([{ ...GREEN, exitCode: 1 }])).to.contain('No earlier run against this target was green');
  });

  it('is what a comparison of the two runs says', () => {
    const said = text([GREEN]);
    expect(said).to.contain(
      'Since the green run of 1 Jan 2026, 03:04 UTC: 3 new causes, 1 new note, 1 case no longer verified',
    );
    expect(said).to.contain('status/200-for-400/viewport.width.minimum');
    expect(said).to.match(/No longer verified\s?profile\/set pass -&gt; blocked/);
    expect(said).to.contain('404 -&gt; no code');
  });

  it('is also what the run before had, and is repaired', () => {
    const before: RunSummary = {
      ...GREEN,
      exitCode: 1,
      causes: [{ id: 'torn/answer', severity: 'breach', isKnown: false, cases: 1 }],
    };
    expect(text([GREEN, before]))
      .to.contain('Since the run, with exit code 1, of 1 Jan 2026, 03:04 UTC')
      .and.to.contain('Fixed torn/answer');
  });

  it('shows latency against that of the last runs', () => {
    expect(latencyPlot(RUN, []).text).not.to.contain('class="band"');
    expect(latencyPlot(RUN, [GREEN]).text)
      .to.contain('class="band"')
      .and.to.contain('was 7 000');
  });
});
