import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect } from 'chai';
import { PAST_CASES, pastRun, pastRunText } from '../../proof/testing/past-runs.js';
import { redCases } from '../report/red-cases.js';
import { exactly } from './exactly.js';
import { lastFailed } from './last-failed.js';

const RED = [
  'viewport.width/minimum/below',
  'viewport.width/minimum/zero',
  'viewport.width/maximum/at',
  'proxy_id/type/number',
  'profile/set',
  'proxy_id/never',
];

describe('what was red in the last run', () => {
  const dir = mkdtempSync(path.join(tmpdir(), 'last-failed-'));
  after(() => rmSync(dir, { recursive: true }));
  const after_ = (text: string) => {
    writeFileSync(path.join(dir, 'run.json'), text);
    return (known: readonly string[]) => lastFailed(dir, known);
  };

  it('is every breach, suite error, blocked case and case that never ran', () => {
    expect(redCases(pastRun()).map(({ id }) => id)).to.deep.equal(RED);
    const error = pastRun([{ id: 'a', verdict: 'suite error' }]);
    expect(redCases(error)).to.have.lengthOf(1);
  });

  it('is also what was not verified, where all was required', () => {
    const ids = redCases(pastRun(PAST_CASES, { requireAll: true })).map(({ id }) => id);
    expect(ids).to.have.members([...RED, '403/restricted']);
  });

  it('is selected by its ids, exactly', () => {
    const selected = after_(pastRunText())([...RED, 'viewport/set']);
    if ('problem' in selected) throw new Error(selected.problem);
    const pattern = new RegExp(selected.grep);
    for (const id of RED) expect(pattern.test(`viewport ${id} a sentence`), id).to.equal(true);
    expect(pattern.test('viewport viewport/set a sentence')).to.equal(false);
    expect(pattern.test('viewport viewport.width/minimum/below/one a sentence')).to.equal(false);
    expect(selected.sentence).to.equal(
      'The last run (run-7, on https://api.example.com) had 6 cases that were red: only these are tried.',
    );
  });

  it('is named where the suite has it no longer', () => {
    const selected = after_(pastRunText())(RED.slice(1));
    expect(selected)
      .to.have.property('sentence')
      .that.matches(/One of them exists no longer: viewport\.width\/minimum\/below\.$/);
    expect(after_(pastRunText())([]))
      .to.have.property('sentence')
      .that.matches(/tried\.$/);
  });

  it('is nothing after a green run, and without a run: both say what to do', () => {
    expect(after_(pastRunText([{ id: 'a', verdict: 'pass' }]))([]))
      .to.have.property('problem')
      .that.matches(/had no case that was red: run npm run contract without --last-failed, .*\.$/);
    expect(lastFailed(path.join(dir, 'elsewhere'), []))
      .to.have.property('problem')
      .that.matches(/^There is no .*\.$/);
  });

  it('is nothing that only contains an id, or is like it', () => {
    const pattern = new RegExp(exactly(['a.b/c']));
    expect(pattern.test('group a.b/c it')).to.equal(true);
    for (const title of ['group axb/c it', 'group a.b/cd it', 'group x-a.b/c it']) {
      expect(pattern.test(title), title).to.equal(false);
    }
  });
});
