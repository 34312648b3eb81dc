import { expect } from 'chai';
import { SAMPLE_FINDINGS } from '../../proof/testing/sample-findings.js';
import { CAUSE_SENTENCES } from '../report/cause-sentences.js';
import { causeOf } from './cause.js';
import { kindOfCause, subjectOfCause } from './cause-kind.js';
import { CHECKS } from './finding.js';

const declares = (status: number): boolean => [200, 400, 401, 403, 404, 500].includes(status);
const SUBJECT = 'viewport.width.minimum';

describe('the kinds of causes', () => {
  it('are known for whatever a check can find, and each has its sentences', () => {
    expect([...new Set(SAMPLE_FINDINGS.map(({ check }) => check))]).to.have.members([...CHECKS]);
    const kinds = SAMPLE_FINDINGS.map((finding) => {
      const id = causeOf(finding, SUBJECT);
      const kind = kindOfCause(id, declares);
      if (kind === undefined) throw new Error(`${id} has no kind.`);
      for (const sentence of Object.values(CAUSE_SENTENCES[kind]))
        expect(sentence).to.match(/^[A-Z].{20,}\.$/);
      return kind;
    });
    expect([...new Set(kinds)], 'a kind that no finding has').to.have.members(Object.keys(CAUSE_SENTENCES));
  });

  for (const [id, kind] of [
    [`status/200-for-400/${SUBJECT}`, 'invalid accepted'],
    ['status/400-for-200/any', 'valid refused'],
    ['status/500-for-200', 'server error'],
    ['status/502-for-400', 'server error'],
    ['status/200-for-403', 'let in'],
    ['status/204-for-404', 'let in'],
    ['status/404-for-400', 'other status'],
    ['status/409-for-400', 'undeclared status'],
    ['status/302-for-any', 'undeclared status'],
  ] as const) {
    it(`call ${id} ${kind}`, () => expect(kindOfCause(id, declares)).to.equal(kind));
  }

  it('are not known of what is not the id of a cause', () => {
    for (const id of [
      '',
      'status',
      'status/200-for-400',
      `status/404-for-400/${SUBJECT}`,
      'status/20-for-400',
      'json/400/wrong',
      'content-type/text-plain',
      'torn/now',
      'echo/',
      'echo/a/b',
      'viewport.width/minimum/below',
      ' note/a',
    ]) {
      expect(kindOfCause(id, declares), id).to.equal(undefined);
    }
  });

  it('name the statement that is at stake', () => {
    expect(subjectOfCause(`status/200-for-400/${SUBJECT}`)).to.equal(SUBJECT);
    expect(subjectOfCause('note/whole-numbers')).to.equal('whole-numbers');
    expect(subjectOfCause('status/500-for-400')).to.equal(undefined);
    expect(subjectOfCause('echo/viewport')).to.equal(undefined);
  });
});
