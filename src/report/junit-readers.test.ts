import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect } from 'chai';
import { mergeToString } from 'junit-report-merger';
import { parse as readByJunit2json } from 'junit2json';
import { parse as readByResultsParser } from 'test-results-parser';
import { readJunit } from '../../proof/testing/read-junit.js';
import { sampleRun, wrongStatus } from '../../proof/testing/sample-run.js';
import { junitXml } from './junit.js';

const PLACE = 'at specs/viewport.spec.ts:12:3';
const CAUSE = 'status/200-for-400/viewport.width.minimum';

/** A run with each signal, in one environment. */
function xmlOf(environment: string): string {
  const run = sampleRun(
    [
      { id: 'viewport.width/minimum/below', verdict: 'breach', ...wrongStatus(200, [400]) },
      { id: 'blocked', verdict: 'blocked', obstacle: 'No <answer> & no "way".' },
      { id: 'skipped', verdict: 'not verified', obstacle: 'the key may not' },
      { id: 'open', verdict: 'pass', intent: 'observe', answered: 404 },
    ],
    { leaks: [], environment },
  );
  const inventory = run.inventory.map((listed) => {
    return { ...listed, file: 'specs/viewport.spec.ts', line: 12, column: 3 };
  });
  return junitXml({ ...run, inventory });
}

describe('the JUnit report, read by', () => {
  it('junit2json: suites with package, cases by id and class, the place of the row', async () => {
    const read = await readByJunit2json(xmlOf('staging'));
    const suites = read !== null && read !== undefined && 'testsuite' in read ? (read.testsuite ?? []) : [];
    expect(suites.map(({ name, tests, failures, errors }) => [name, tests, failures, errors])).to.deep.equal([
      ['staging viewport', 4, 1, 1],
      ['staging run', 1, 0, 0],
    ]);
    const [broken, , , open] = suites[0]?.testcase ?? [];
    expect(broken).to.deep.include({ name: 'viewport.width/minimum/below', classname: 'staging.viewport' });
    expect(broken?.failure?.[0]?.type).to.equal(CAUSE);
    expect(broken?.failure?.[0]?.inner).to.contain(PLACE);
    expect(open?.['system-out']).to.deep.equal(['a sentence\nobserved: 404 application/json']);
  });

  it('test-results-parser: totals, the status of each case, its message and stack', () => {
    const dir = mkdtempSync(path.join(tmpdir(), 'junit-'));
    try {
      const file = path.join(dir, 'junit.xml');
      writeFileSync(file, xmlOf('staging'));
      const read = readByResultsParser({ type: 'junit', files: [file] });
      expect(read).to.deep.include({ total: 5, failed: 1, errors: 1, status: 'FAIL' });
      expect(read.suites[0]?.skipped).to.equal(1);
      const [broken, blocked] = read.suites[0]?.cases ?? [];
      expect(broken).to.deep.include({ name: 'viewport.width/minimum/below', status: 'FAIL' });
      expect(broken?.failure).to.equal('status 200, expected 400');
      expect(broken?.stack_trace).to.contain(PLACE);
      expect(blocked?.failure).to.equal('No <answer> & no "way".');
    } finally {
      rmSync(dir, { recursive: true });
    }
  });

  it('junit-report-merger: two environments of one night stay apart, and nothing is lost', async () => {
    const merged = await mergeToString([xmlOf('staging'), xmlOf('production')], { sumTime: false });
    const { whole, suites, cases } = await readJunit(merged);
    expect(whole).to.deep.include({ tests: '10', failures: '2', errors: '2' });
    expect(suites.map(({ attributes: { name } }) => name)).to.deep.equal([
      'staging viewport',
      'staging run',
      'production viewport',
      'production run',
    ]);
    expect(new Set(cases.map(({ classname, name }) => `${classname} ${name}`)).size).to.equal(10);
  });
});
