import { basename } from 'node:path';
import { OUTCOMES, outcomeCounts } from '../model/outcomes.js';
import type { RunRecord } from '../model/run-record.js';
import { driftText } from './drift-text.js';
import { fact } from './facts.js';
import { statusLines } from './status-ledger.js';
import { counted, cut, grouped } from './visible.js';

const MOST_DRIFT = 10;

/** What a run showed besides its causes: it stands above the last screen. */
export function runDetails(run: RunRecord, colour: boolean): string {
  return [
    ...fact('document', [`${basename(run.document.file)}, sha256 ${run.document.hash.slice(0, 12)}`]),
    ...fact('run', [`${run.runId}, suite ${run.suiteVersion}`]),
    ...fact('cases', [cases(run)]),
    ...fact('verified', statusLines(run, 'verified').lines),
    ...fact('broken', statusLines(run, 'broken').lines, { hue: 'red', colour }),
    ...fact('observed', observed(run)),
    ...fact('read-back', run.longestLagMs > 0 ? [`up to ${grouped(run.longestLagMs)} ms behind`] : []),
    ...fact('write-only', writeOnly(run)),
    ...fact('drift', drift(run)),
  ].join('\n');
}

function cases(run: RunRecord): string {
  const counts = outcomeCounts(run);
  const ended = OUTCOMES.filter((outcome) => counts[outcome] > 0);
  if (ended.length === 0) return 'none';
  return `${ended.map((outcome) => `${grouped(counts[outcome])} ${outcome}`).join(', ')}; ${grouped(run.inventory.length)} in all`;
}

/** Cases without a verdict of their own: the document leaves open what they look at. */
function observed(run: RunRecord): string[] {
  const count = run.inventory.filter(({ id, intent }) => {
    const verdict = run.results.get(id)?.verdict;
    return intent === 'observe' && (verdict === 'pass' || verdict === 'drift');
  }).length;
  return count === 0 ? [] : [`${counted(count, 'case')} that the document leaves open`];
}

function writeOnly({ writeOnly: fields = [] }: RunRecord): string[] {
  return fields.length === 0 ? [] : [`${fields.join(', ')}: no answer shows these members`];
}

function drift(run: RunRecord): string[] {
  const lines = run.drift.slice(0, MOST_DRIFT).map(({ drift: seen, firstSeenIn, times }) => {
    return `${cut(driftText(seen), 200)} (${grouped(times)} ×, first in ${firstSeenIn})`;
  });
  const more = run.drift.length - MOST_DRIFT;
  return more > 0 ? [...lines, `and ${grouped(more)} more`] : lines;
}
