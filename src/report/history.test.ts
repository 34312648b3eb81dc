import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect } from 'chai';
import { pastRun } from '../../proof/testing/past-runs.js';
import { keepSummary, MOST_KEPT, MOST_PARTS, readHistory } from './history.js';
import { summaryOf } from './summary.js';

describe('the history of runs', () => {
  let dir = '';
  beforeEach(() => {
    dir = mkdtempSync(path.join(tmpdir(), 'history-'));
  });
  afterEach(() => rmSync(dir, { recursive: true }));
  const run = (number: number) => {
    const minute = String(number).padStart(2, '0');
    return {
      ...summaryOf(pastRun()),
      runId: `20260102-03${minute}00-aa`,
      startedAt: `2026-01-02T03:${minute}:00Z`,
    };
  };

  it('is empty before the first run', () => {
    expect(readHistory(dir)).to.deep.equal({ runs: [], sentences: [] });
  });

  it('gives back what runs left, oldest first', () => {
    for (const number of [2, 1]) keepSummary(dir, run(number));
    expect(readHistory(dir)).to.deep.equal({ runs: [run(1), run(2)], sentences: [] });
  });

  it('keeps the newest runs only, and no unfinished file', () => {
    mkdirSync(path.join(dir, 'history'));
    for (let number = 0; number < MOST_KEPT; number += 1) {
      writeFileSync(path.join(dir, 'history', `${run(number).runId}.json`), '{}');
    }
    keepSummary(dir, { ...run(0), runId: '20270101-000000-aa' });
    const names = readdirSync(path.join(dir, 'history'));
    expect(names).to.have.lengthOf(MOST_KEPT);
    expect(names).to.include.members([`${run(1).runId}.json`, '20270101-000000-aa.json']);
    expect(names).to.not.include(`${run(0).runId}.json`);
  });

  it('lets no run of a selection push a whole one out', () => {
    keepSummary(dir, run(0));
    for (let number = 1; number < 60; number += 1) keepSummary(dir, { ...run(number), isWhole: false });
    expect(readHistory(dir).runs.map(({ runId }) => runId)).to.deep.equal(
      [0, ...Array.from({ length: MOST_PARTS }, (_, index) => 60 - MOST_PARTS + index)].map(
        (number) => run(number).runId,
      ),
    );
  });

  it('skips what is no summary, and says so', () => {
    keepSummary(dir, run(1));
    const whole = JSON.stringify(run(2));
    for (const [name, text] of [
      ['cut', whole.slice(0, 100)],
      ['list', '[]'],
      ['format', JSON.stringify({ ...run(2), format: 9 })],
      ['time', JSON.stringify({ ...run(2), startedAt: 'yesterday' })],
      ['case', JSON.stringify({ ...run(2), cases: { a: { outcome: 'fine' } } })],
      ['latency', JSON.stringify({ ...run(2), latency: { a: { count: 1 } } })],
    ] as const) {
      writeFileSync(path.join(dir, 'history', `${name}.json`), text);
    }
    mkdirSync(path.join(dir, 'history', 'folder.json'));
    const { runs, sentences } = readHistory(dir);
    expect(runs).to.deep.equal([run(1)]);
    expect(sentences).to.have.lengthOf(7);
    for (const sentence of sentences) {
      expect(sentence).to.match(/^\/.*\.json is not a summary of a run, and was skipped: remove it\.$/);
    }
  });
});
