import { expect } from 'chai';
import { sampleSummary, showing } from '../../proof/testing/sample-summaries.js';
import { firstSeen } from './first-seen.js';

describe('since when a cause is known', () => {
  const green = sampleSummary({ runId: 'green' });
  const red = (runId: string) => sampleSummary({ runId, ...showing({ 'stack/500': ['viewport/a'] }) });
  const { target } = green;

  it('is the first run that showed it, with how often it showed since', () => {
    expect(firstSeen('stack/500', target, [green, red('first'), green, red('last')])).to.deep.equal({
      first: { runId: 'first', startedAt: green.startedAt },
      runs: 3,
      showed: 2,
    });
  });

  it('is unknown where no whole run of the target showed it', () => {
    expect(firstSeen('stack/500', target, [green])).to.equal(undefined);
    expect(firstSeen('stack/500', 'https://other', [red('a')])).to.equal(undefined);
    expect(firstSeen('stack/500', target, [{ ...red('a'), isWhole: false }])).to.equal(undefined);
  });
});
