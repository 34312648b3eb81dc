import { expect } from 'chai';
import { pastRun, pastRunText, PAST_CASES } from '../../proof/testing/past-runs.js';
import { isObject } from '../model/json.js';
import { parsePastRun, readPastRun, theLastRun } from './past-run.js';

const FILE = 'reports/run.json';

describe('the last run', () => {
  it('is read back as it was written', () => {
    const run = pastRun();
    expect(run).to.include({
      runId: 'run-7',
      target: 'https://api.example.com',
      isEmbedded: false,
      isWhole: true,
    });
    expect(run.results.map(({ id }) => id)).to.deep.equal(PAST_CASES.map(({ id }) => id));
    expect(run.results[0]?.exchanges[0]?.response?.status).to.equal(200);
    expect(run.causes[0]).to.deep.include({ severity: 'breach', isKnown: false });
    expect(theLastRun(run)).to.equal('The last run (run-7, on https://api.example.com)');
  });

  it('names the embedded reference server with its article', () => {
    const run = pastRun([], { isEmbedded: true, target: 'embedded reference server' });
    expect(theLastRun(run)).to.equal('The last run (run-7, on the embedded reference server)');
  });

  it('is missed in a sentence that says what to do', () => {
    expect(readPastRun('/no/such/folder'))
      .to.have.property('problem')
      .that.matches(/^There is no .*run\.json.*\.$/);
  });

  const whole: unknown = JSON.parse(pastRunText());
  const changed = (changes: object): string =>
    JSON.stringify(isObject(whole) ? { ...whole, ...changes } : {});
  for (const [what, text, problem] of [
    ['no JSON', '{"format": 2,', 'is not JSON'],
    ['JSON that is no object', '[]', 'another version'],
    ['another format', changed({ format: 1 }), 'another version'],
    ['a run without causes', changed({ causes: undefined }), 'lacks parts'],
    ['a case that is none', changed({ results: [{ id: 'a' }] }), 'lacks parts'],
  ] as const) {
    it(`is not read from ${what}`, () => {
      expect(parsePastRun(text, FILE))
        .to.have.property('problem')
        .that.matches(new RegExp(`^${FILE} .*${problem}.*: run npm run contract again\\.$`));
    });
  }
});
