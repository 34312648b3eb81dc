import { expect } from 'chai';
import { sampleExchange, sampleRun } from '../../proof/testing/sample-run.js';
import { loadDocument } from '../contract/load-document.js';
import { EMPTY_DIARY } from '../model/drift-diary.js';
import type { Json } from '../model/json.js';
import type { RunRecord } from '../model/run-record.js';
import { diaryAfter, diaryLines } from './drift-diary.js';

const DOCUMENT = loadDocument('openapi/kernel-patch-browser.openapi.yaml');

/** A run whose one answer has some members. */
function answering(json: Json, changes: Partial<RunRecord> = {}): RunRecord {
  const run = sampleRun([{ id: 'a', verdict: 'pass' }], {
    target: 'https://a',
    isEmbedded: false,
    ...changes,
  });
  const result = run.results.get('a');
  const exchanges = [sampleExchange({ response: { json } })];
  return result === undefined ? run : { ...run, results: new Map([['a', { ...result, exchanges }]]) };
}

describe('declared members that no answer has', () => {
  const unseen = (run: RunRecord): string[] =>
    diaryAfter(EMPTY_DIARY, run, DOCUMENT).entries.map(({ what }) => what);

  it('are listed after a whole run, until an answer has them', () => {
    const run = answering({ session_id: 'x', viewport: { width: 1 } });
    expect(unseen(run)).to.include.members(['200 body pool', '200 body viewport.height']);
    expect(unseen(run)).not.to.include.members(['200 body session_id', '200 body viewport.width']);
    const diary = diaryAfter(EMPTY_DIARY, run, DOCUMENT);
    expect(diaryLines(diary, run)).to.have.length(1);
    expect(diaryLines(diary, run)[0]).to.match(
      /^\d+ declared members never seen since 2026-01-02: 200 body .*, and \d+ more$/,
    );
    const later = diaryAfter(diary, answering({ pool: { id: 'p' } }, { isWhole: false }), DOCUMENT);
    expect(later.entries.map(({ what }) => what)).not.to.include('200 body pool');
  });

  it('are not listed after a part of a run, or where no session was shown', () => {
    expect(unseen(answering({}, { isWhole: false }))).to.deep.equal([]);
    expect(unseen(sampleRun([]))).to.deep.equal([]);
  });
});
