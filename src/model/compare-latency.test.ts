import { expect } from 'chai';
import { sampleSummary } from '../../proof/testing/sample-summaries.js';
import { latencyChanges } from './compare-latency.js';

const run = (p95: number, count = 90) =>
  sampleSummary({ latency: { viewport: { count, p50: p95 / 2, p95, max: p95 * 2 } } });
const found = (before: number, after: number, earlier: readonly number[] = []) =>
  latencyChanges(
    run(before),
    run(after),
    earlier.map((p95) => run(p95)),
  );

describe('the comparison of latencies', () => {
  it('finds one that doubled, or halved, where no history says what is usual', () => {
    expect(found(2100, 5800)).to.have.lengthOf(1);
    expect(found(5800, 2100)).to.have.lengthOf(1);
    expect(found(2100, 4100)).to.deep.equal([]);
  });

  it('finds one beyond what is usual, and says what that is', () => {
    const steady = [2000, 2050, 2100, 2150, 2200];
    expect(found(2100, 2900, steady)[0]?.usual).to.deep.equal({ median: 2100, spread: 50, runs: 5 });
    expect(found(2100, 2500, steady), 'within five shares of a twentieth').to.deep.equal([]);
  });

  it('takes for noise what earlier runs have shown as well', () => {
    expect(found(2100, 5800, [1500, 2100, 3500, 5800, 6200])).to.deep.equal([]);
    expect(found(2100, 5800, [1500, 2100, 3500, 5800]), 'four runs are too few').to.have.lengthOf(1);
  });

  it('needs a change that is felt, and enough requests', () => {
    expect(found(40, 239)).to.deep.equal([]);
    expect(found(40, 240)).to.have.lengthOf(1);
    expect(latencyChanges(run(2100, 19), run(5800), [])).to.deep.equal([]);
    expect(latencyChanges(sampleSummary(), run(5800), [])).to.deep.equal([]);
  });

  it('looks at the newest runs only', () => {
    const old = Array.from({ length: 30 }, () => 9000);
    const recent = Array.from({ length: 20 }, () => 2000);
    expect(found(2000, 9000, [...old, ...recent])).to.have.lengthOf(1);
  });
});
