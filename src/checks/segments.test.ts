import { expect } from 'chai';
import { sentenceOf } from '../report/sentence-of.js';
import { answered } from '../../proof/testing/answers.js';
import { segments, undisturbed, type Segment } from './segments.js';

const running = (id: string): Segment => ({ id, running: true });
const ended = (id: string): Segment => ({ id, running: false });
const exchange = answered(200, {});
const because = (before: Segment[], after: Segment[]): string[] =>
  segments({ before, after, clause: '#/force', exchange }).map(sentenceOf);

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
      ['the recording a is still running', 'expected 1 new recording segment, found 0'],
    ],
    ['a recording ends for good', [ended('a')], ['expected 1 new recording segment, found 0']],
    ['an earlier segment is gone', [running('b')], ['the recording a is no longer listed']],
    ['the earlier segment goes on, too', [running('a'), running('b')], ['the recording a is still running']],
    [
      'one recording goes on twice',
      [ended('a'), running('b'), running('c')],
      ['expected 1 new recording segment, found 2'],
    ],
  ];
  for (const [what, after, sentences] of wrong) {
    it(`are wrong where ${what}`, () => {
      const found = because([running('a')], after);
      expect(found).to.have.length(sentences.length);
      for (const [index, part] of sentences.entries()) expect(found[index]).to.contain(part);
    });
  }

  it('are wrong where a recording runs again that had stopped', () => {
    const found = because([ended('old'), running('a')], [running('old'), ended('a'), running('b')]);
    expect(found).to.deep.equal([
      'after the resize, the recording old is running again, though it had stopped',
    ]);
  });

  it('are wrong where a recording is thrown away that had stopped', () => {
    const found = because([ended('old'), running('a')], [ended('a'), running('b')]);
    expect(found).to.have.length(1);
    expect(found[0]).to.contain('the recording old is no longer listed');
  });

  it('are reported with the clause and the exchange of the resize', () => {
    const found = segments({ before: [running('a')], after: [ended('a')], clause: '#/force', exchange });
    expect(found).to.have.length(1);
    expect(found[0]).to.deep.include({ check: 'segments', severity: 'breach', clause: '#/force' });
    expect(found[0]?.exchange).to.equal(exchange);
  });
});

describe('the recordings of a session after a refused resize', () => {
  const before = [running('a'), ended('old')];
  const sentences = (after: Segment[]): string[] =>
    undisturbed({ before, after, clause: '#/force', exchange: answered(400, {}) }).map(sentenceOf);

  it('are right where what ran still runs, whatever else has ended', () => {
    expect(sentences([running('a'), ended('old')])).to.deep.equal([]);
    expect(sentences([ended('older'), running('a')])).to.deep.equal([]);
  });

  it('are wrong where a recording has ended, is gone, or goes on as another one', () => {
    const stopped = 'after the resize was refused, the recording a is no longer running';
    const begun = 'after the resize was refused, the recording b is running, which nobody began';
    expect(sentences([ended('a')])).to.deep.equal([stopped]);
    expect(sentences([])).to.deep.equal([stopped]);
    expect(sentences([ended('a'), running('b')])).to.deep.equal([stopped, begun]);
  });

  it('are wrong where another one has begun beside them', () => {
    expect(sentences([running('a'), running('b')])).to.have.lengthOf(1);
    expect(sentences([running('a'), running('old')])).to.have.lengthOf(1);
  });

  it('are said to be wrong after an update that was accepted', () => {
    const accepted = undisturbed({ before, after: [], clause: '#', exchange });
    expect(accepted.map(sentenceOf)).to.deep.equal([
      'after an update that is no resize, the recording a is no longer running',
    ]);
  });
});
