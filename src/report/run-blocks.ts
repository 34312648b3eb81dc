import { causesIn } from '../model/causes-in.js';
import { causesOf } from '../model/causes.js';
import { caseOutcomes } from '../model/outcomes.js';
import type { CaseResult, InventoryCase, RunRecord } from '../model/run-record.js';
import { withoutWords } from '../model/server-words.js';
import { againOf } from './again.js';
import { caseBlock } from './case-block.js';
import { causeBlock } from './cause-block.js';
import { counted } from './visible.js';

/** After so many blocks the rest is in the JUnit report only. */
const MOST_BLOCKS = 20;

/** A block for each cause, most dangerous first; then one for each reason why cases have no verdict on the API. */
export function runBlocks(run: RunRecord): string[] {
  const causes = causesOf(run).filter(({ isKnown }) => !isKnown);
  const blocks = [
    ...causes.map((cause) => causeBlock(cause, (id) => againOf(run, id))),
    ...obstacles(run).map((same) => obstacleBlock(same, run)),
  ];
  const more = blocks.length - MOST_BLOCKS;
  return more > 0
    ? [...blocks.slice(0, MOST_BLOCKS), `… and ${counted(more, 'more block')}, all in the JUnit report.`]
    : blocks;
}

interface Obstructed {
  readonly listed: InventoryCase;
  readonly result: CaseResult;
}

/** The cases that failed without a cause, grouped by what was in their way. */
function obstacles(run: RunRecord): Obstructed[][] {
  const groups = new Map<string, Obstructed[]>();
  for (const { listed, outcome, result } of caseOutcomes(run)) {
    if (result === undefined || !['breach', 'suite error', 'blocked'].includes(outcome)) continue;
    if (outcome === 'breach' && causesIn(result, listed.subject).size > 0) continue;
    const key = JSON.stringify([outcome, withoutWords(result.obstacle ?? '')]);
    groups.set(key, [...(groups.get(key) ?? []), { listed, result }]);
  }
  return [...groups.values()];
}

function obstacleBlock(same: readonly Obstructed[], run: RunRecord): string {
  const [first] = same;
  if (first === undefined) return '';
  const block = caseBlock(first.listed, first.result, againOf(run, first.listed.id));
  return same.length === 1 ? block : `${block}\n  the same  in ${counted(same.length - 1, 'other case')}`;
}
