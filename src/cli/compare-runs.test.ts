import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect } from 'chai';
import { pastRunText } from '../../proof/testing/past-runs.js';
import { sampleSummary, showing } from '../../proof/testing/sample-summaries.js';
import { isObject, valueAt } from '../model/json.js';
import type { RunSummary } from '../model/run-summary.js';
import { keepSummary } from '../report/history.js';
import { compare } from './compare-runs.js';

const GREEN = sampleSummary({ latency: { viewport: { count: 90, p50: 900, p95: 2100, max: 3000 } } });
const OLD_RED = { id: '20260111-000000-bbbbbb', startedAt: '2026-01-11T00:00:00.000Z' };
const RED = sampleSummary({
  ...showing({ 'stack/500': ['viewport/a'] }),
  runId: '20260112-000000-cccccc',
  startedAt: '2026-01-12T00:00:00.000Z',
  latency: { viewport: { count: 90, p50: 900, p95: 5800, max: 9000 } },
  drift: ['200 body <b>|::error::x'],
});

describe('npm run compare', () => {
  let dir = '';
  beforeEach(() => {
    dir = mkdtempSync(path.join(tmpdir(), 'compare-'));
  });
  afterEach(() => rmSync(dir, { recursive: true }));
  const now = '2026-01-12T06:00:00.000Z';
  const keep = (...runs: RunSummary[]): void => {
    for (const run of runs) keepSummary(dir, run);
  };
  const said = (...args: string[]) => compare(args, { reportsDir: dir, strict: false, now });
  const file = (name: string, content: unknown): string => {
    const at = path.join(dir, name);
    writeFileSync(at, typeof content === 'string' ? content : JSON.stringify(content));
    return at;
  };

  it('compares the last run with the last green one, and says it in one sentence first', () => {
    const { id, startedAt } = OLD_RED;
    keep(GREEN, { ...RED, runId: id, startedAt }, RED);
    const { text, code } = said();
    expect(text.split('\n')[0]).to.equal(
      'Since the green run of 2 days ago: 1 new cause, 1 new in drift, viewport p95 2.1 s -> 5.8 s.',
    );
    expect(code).to.equal(1);
    for (const part of [
      'New causes:\n  stack/500  1 case\n    viewport/a',
      'A latency counts as changed if',
    ]) {
      expect(text).to.contain(part);
    }
  });

  it('ends with 0 where nothing is new, be it red', () => {
    keep(GREEN, RED);
    const { text, code } = said(RED.runId, file('later.json', { ...RED, runId: 'z' }));
    expect(text).to.match(/^Since the run with exit code 1 of 6 hours ago: no change\./);
    expect(code).to.equal(0);
  });

  it('takes a run.json, a folder of reports and a summary, of two targets too', () => {
    mkdirSync(path.join(dir, 'staging'));
    const ran = pastRunText(undefined, { target: 'https://staging.example.com' });
    file('staging/run.json', ran);
    const other = file('prod.json', pastRunText(undefined, { runId: 'run-8' }));
    const { text, code } = said(path.join(dir, 'staging'), other);
    expect(text).to.match(
      /^https:\/\/api\.example\.com, compared with https:\/\/staging\.example\.com: no change\./,
    );
    expect(code).to.equal(0);
  });

  it('prefers the run.json that lies there, and compares it with a named run', () => {
    file('run.json', pastRunText());
    keep(GREEN, { ...GREEN, runId: 'x', cases: { 'viewport/set': { outcome: 'pass' } } });
    expect(said('x').text).to.contain('after   run-7, on https://api.example.com');
    expect(said('x').text).to.contain('before  x, on https://api.example.com');
  });

  it('speaks Markdown, in which nothing from an API is markup, and JSON', () => {
    keep(GREEN, RED);
    const { text } = said('--markdown');
    expect(text).to.match(/^\*\*Since the green run of 2 days ago: .*-> 5\.8 s\.\*\*\n/);
    expect(text).to.contain('- `200 body <b>\\|\\u003a:error::x` · is new');
    const json: unknown = JSON.parse(said('--json').text);
    expect(isObject(json) && valueAt(json, ['fresh', 0, 'id'])).to.equal('stack/500');
    expect(json).to.include({ exitCode: 1, commonCases: 3 });
  });

  it('says which verdicts come and go', () => {
    const later = (day: number, run: RunSummary) => ({
      ...run,
      runId: `202601${day}-000000-d`,
      startedAt: `2026-01-${day}T00:00:00.000Z`,
    });
    keep(GREEN, RED);
    expect(said('--flaky').text).to.match(/^In 2 runs, no case was flaky\./);
    keep(later(13, GREEN), later(14, GREEN));
    const { text, code } = said('--flaky');
    expect(text).to.contain(
      'viewport/a  broken in 1 of 4 runs (25 %), 2 changes, on https://api.example.com',
    );
    expect(code).to.equal(0);
  });

  for (const [why, args, sentence] of [
    ['there is no run', [], /There is no .*run\.json and no history/],
    ['there is no such run', ['nowhere'], /There is no file or run "nowhere"/],
    ['the history has one run', ['--flaky'], /no verdict can have changed/],
    ['two forms are asked for', ['--json', '--markdown'], /not both/],
  ] as const) {
    it(`ends with 2 where ${why}`, () => {
      if (args[0] === 'nowhere') keep(RED);
      const { text, code } = said(...args);
      expect(text).to.match(sentence);
      expect(code).to.equal(2);
    });
  }

  it('ends with 2 where there is nothing to compare', () => {
    keep(RED);
    expect(said().text).to.match(
      /no green whole run on https:\/\/api\.example\.com before 20260112-000000-cccccc/,
    );
    expect(said(RED.runId, RED.runId).text).to.match(/^Both are the run/);
    const apart = file('apart.json', { ...GREEN, cases: { z: { outcome: 'pass' } } });
    const broken = file('broken.json', '{"format":');
    expect(said(apart).text).to.match(/have no case in common/);
    expect(said(broken).text).to.match(/broken\.json is not JSON/);
    for (const args of [[], [RED.runId, RED.runId], [apart], [broken]])
      expect(said(...args).code).to.equal(2);
  });

  it('names a file of the history that is none, and goes on', () => {
    keep(GREEN, RED);
    file('history/torn.json', '{');
    expect(said().text).to.match(/torn\.json is not a summary of a run, and was skipped: remove it\.$/);
    expect(said().code).to.equal(1);
  });
});
