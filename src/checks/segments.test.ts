import { expect } from 'chai';
import { segments, undisturbed, type Segment } from './segments.js';

const running = (id: string): Segment => ({ id, running: true });
const ended = (id: string): Segment => ({ id, running: false });
const because = (before: Segment[], after: Segment[]): string[] =>
  segments(before, after, '#/force', 3).map((finding) => finding.because);

describe('the segments of a recording after a forced resize', () => {
  it('are right where each recording has ended and another one runs in its place', () => {
    expect(because([running('a')], [ended('a'), running('b')])).to.deep.equal([]);
    const two = [running('a'), ended('old'), running('b')];
    expect(because(two, [ended('a'), ended('old'), ended('b'), running('c'), running('d')])).to.deep.equal(
      [],
    );
    expect(because([ended('old')], [ended('old')])).to.deep.equal([]);
  });

  const wrong: readonly (readonly [string, Segment[], string[]])[] = [
    [
      'a recording goes on as it was',
      [running('a')],
      ['the recording a still runs', '0 new segments are recorded, though 1 must go on'],
    ],
    ['a recording ends for good', [ended('a')], ['0 new segments are recorded, though 1 must go on']],
    ['an earlier segment is gone', [running('b')], ['the recording a is not listed any more']],
    ['the earlier segment goes on, too', [running('a'), running('b')], ['the recording a still runs']],
    [
      'one recording goes on twice',
      [ended('a'), running('b'), running('c')],
      ['2 new segments are recorded, though 1 must go on'],
    ],
  ];
  for (const [what, after, told] of wrong) {
    it(`are wrong where ${what}`, () => {
      const found = because([running('a')], after);
      expect(found).to.have.length(told.length);
      for (const [index, part] of told.entries()) expect(found[index]).to.contain(part);
    });
  }

  it('are told of by the clause and the exchange of the resize', () => {
    expect(segments([running('a')], [ended('a')], '#/force', 3)).to.have.length(1);
    expect(segments([running('a')], [ended('a')], '#/force', 3)[0]).to.deep.include({
      check: 'segments',
      severity: 'breach',
      clause: '#/force',
      exchange: 3,
    });
  });
});

describe('the recordings of a session after a refused resize', () => {
  const told = (after: Segment[]): string[] =>
    undisturbed([running('a'), ended('old')], after, '#/force', 0).map((finding) => finding.because);

  it('are right where what ran still runs, whatever else there is', () => {
    expect(told([running('a'), ended('old')])).to.deep.equal([]);
    expect(told([ended('old'), running('a'), running('b')])).to.deep.equal([]);
  });

  it('are wrong where a recording has ended, is gone, or goes on as another one', () => {
    for (const after of [[ended('a')], [], [ended('a'), running('b')]]) {
      expect(told(after)).to.deep.equal([
        'after the resize was refused the recording a does not run any more',
      ]);
    }
  });
});
