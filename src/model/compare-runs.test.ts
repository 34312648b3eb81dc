import { expect } from 'chai';
import { PASS, sampleSummary, showing } from '../../proof/testing/sample-summaries.js';
import { compareRuns, hasNewBreach } from './compare-runs.js';
import type { RunSummary } from './run-summary.js';

const green = sampleSummary();
const compared = (before: RunSummary, after: RunSummary) => compareRuns(before, after, []);
const run = (changes: Partial<RunSummary>): RunSummary => sampleSummary(changes);

describe('the comparison of two runs', () => {
  it('finds nothing where nothing changed', () => {
    const { before, after, commonCases, drift, ...changes } = compared(green, run({ runId: 'b' }));
    expect([before.runId, after.runId, commonCases]).to.deep.equal([green.runId, 'b', 3]);
    expect(drift).to.deep.equal({ came: [], went: [] });
    for (const list of Object.values(changes)) expect(list).to.deep.equal([]);
    expect(hasNewBreach({ fresh: [] }, true)).to.equal(false);
  });

  it('finds a new cause, and the repair of another', () => {
    const before = run(showing({ 'status/500-for-200': ['viewport/a'] }));
    const after = run(showing({ 'stack/500': ['profile/c'] }));
    const comparison = compared(before, after);
    expect(comparison.fresh).to.deep.equal([
      { id: 'stack/500', severity: 'breach', isKnown: false, couldBeSeen: true, cases: ['profile/c'] },
    ]);
    expect(comparison.repaired.map(({ id }) => id)).to.deep.equal(['status/500-for-200']);
    expect(hasNewBreach(comparison, false)).to.equal(true);
    expect(hasNewBreach(compared(after, after), false), 'it is not new any more').to.equal(false);
  });

  it('takes a note for new under --strict alone, and an accepted cause never', () => {
    const note = compared(green, run(showing({ 'note/whole': ['viewport/a'] }, { severity: 'note' })));
    expect([hasNewBreach(note, false), hasNewBreach(note, true)]).to.deep.equal([false, true]);
    const known = compared(green, run(showing({ 'stack/500': ['viewport/a'] }, { isKnown: true })));
    expect(known.fresh).to.have.lengthOf(1);
    expect(hasNewBreach(known, true)).to.equal(false);
  });

  it('takes a note that became a breach for new', () => {
    const note = run(showing({ 'reads/form': ['viewport/a'] }, { severity: 'note' }));
    const breach = run(showing({ 'reads/form': ['viewport/a'] }));
    expect(hasNewBreach(compared(note, breach), false)).to.equal(true);
    expect(hasNewBreach(compared(breach, note), false)).to.equal(false);
  });

  it('calls nothing repaired that the later run did not judge', () => {
    const before = run(showing({ 'stack/500': ['viewport/a', 'viewport/b'] }));
    for (const cases of [
      { ...green.cases, 'viewport/b': { outcome: 'blocked' } as const },
      { 'viewport/a': PASS, 'profile/c': PASS },
    ]) {
      const { repaired, unseen } = compared(before, run({ cases }));
      expect(repaired).to.deep.equal([]);
      expect(unseen.map(({ id }) => id)).to.deep.equal(['stack/500']);
    }
  });

  it('says of a new cause that its cases were not judged before', () => {
    const blocked = { ...green.cases, 'viewport/a': { outcome: 'not verified' } as const };
    const { fresh } = compared(run({ cases: blocked }), run(showing({ 'stack/500': ['viewport/a'] })));
    expect(fresh[0]).to.include({ couldBeSeen: false });
  });

  it('finds causes that spread, and cases that break differently', () => {
    const before = run(showing({ 'stack/500': ['viewport/a'], 'json/400/empty': ['profile/c'] }));
    const after = run(showing({ 'stack/500': ['viewport/a', 'viewport/b', 'profile/c'] }));
    const { spread, changed } = compared(before, after);
    expect(spread).to.deep.equal([
      { id: 'stack/500', before: 1, after: 3, cases: ['viewport/b', 'profile/c'] },
    ]);
    expect(changed).to.deep.equal([
      { before: ['json/400/empty'], after: ['stack/500'], cases: ['profile/c'] },
    ]);
  });

  it('does not take a larger selection for a spread', () => {
    const before = run({ ...showing({ 'stack/500': ['viewport/a'] }), isWhole: false });
    const some = { 'viewport/a': before.cases['viewport/a'] ?? PASS, 'profile/c': PASS };
    const after = run(showing({ 'stack/500': ['viewport/a', 'viewport/b'] }));
    expect(compared({ ...before, cases: some }, after).spread).to.deep.equal([]);
  });

  it('finds causes that are accepted, or are not any more', () => {
    const known = run(showing({ 'stack/500': ['viewport/a'] }, { isKnown: true }));
    const open = run(showing({ 'stack/500': ['viewport/a'] }));
    expect(compared(known, open).reclassified).to.deep.equal([{ id: 'stack/500', isKnown: false }]);
    expect(compared(open, known).reclassified).to.deep.equal([{ id: 'stack/500', isKnown: true }]);
  });

  it('finds cases without a verdict, and drift that came or went', () => {
    const before = run({ drift: ['200 body dpi', 'same'] });
    const cases = { ...green.cases, 'profile/c': { outcome: 'not verified' } as const };
    const after = run({ drift: ['same', '200 body gpu'], cases });
    const comparison = compared(before, after);
    expect(comparison.notVerified).to.deep.equal([
      { id: 'profile/c', before: 'pass', after: 'not verified' },
    ]);
    expect(comparison.drift).to.deep.equal({ came: ['200 body gpu'], went: ['200 body dpi'] });
    expect(compared(before, { ...after, isWhole: false }).drift.went).to.deep.equal([]);
    expect(compared(after, before).notVerified).to.deep.equal([]);
  });

  it('finds other answers that conform as well, and leaves breaches out', () => {
    const answered = (status: number, code: string, outcome: 'pass' | 'breach' = 'pass') =>
      ({ outcome, status, code }) as const;
    const before = run({
      cases: { a: answered(400, 'bad'), b: answered(400, 'bad'), c: answered(400, 'bad'), d: PASS },
    });
    const after = run({
      cases: { a: answered(404, 'gone'), b: answered(404, 'gone'), c: answered(500, 'x', 'breach'), d: PASS },
    });
    expect(compared(before, after).behaviour).to.deep.equal([
      { before: { status: 400, code: 'bad' }, after: { status: 404, code: 'gone' }, cases: ['a', 'b'] },
    ]);
  });
});
