import type { Mutant, MutantRow, Kill, MutationReport } from '../rows.js';

/** Whatever a name, a sentence or an answer may hold to break out of its place, or to act on a terminal. */
export const HOSTILE = '</td><script>alert(1)</script>|`"\'&\n# *x* [y](z)\u001b[2J\u202e';

const CLAUSE = '#/components/schemas/BrowserViewport/properties/width';

export function invented(name: string, rest: Partial<Mutant> = {}): Mutant {
  return { name, area: 'field', sentence: `the server has ${name}`, clause: CLAUSE, ...rest };
}

export function kill(caseId: string, checks: Kill['checks'] = ['status-expected']): Kill {
  return { caseId, checks, because: `${caseId} was answered wrongly` };
}

export function row(mutant: Mutant, kills: readonly Kill[], rest: Partial<MutantRow> = {}): MutantRow {
  return { mutant, kills, requests: 7, judged: 3, unjudged: undefined, suiteErrors: [], ...rest };
}

/** Two mutants, one with two killers and one with one; a variation that passes; a full run. */
export const GREEN: MutationReport = {
  full: true,
  whole: true,
  startedAt: '2026-03-04T05:06:07.000Z',
  ms: 12_345,
  document: { file: 'openapi/a.yaml', hash: '0123456789abcdef0123456789abcdef' },
  cases: [
    { id: 'width/minimum/below', sentence: 'a width below the bound' },
    { id: 'width/maximum/above', sentence: 'a width above the bound' },
    { id: 'idle/one', sentence: 'nothing much' },
  ],
  mutants: [
    row(invented('no-bounds'), [kill('width/minimum/below'), kill('width/maximum/above', ['echo', 'frame'])]),
    row(invented('open-to-all', { area: 'access' }), [kill('width/minimum/below')]),
  ],
  variations: [
    { variation: { name: 'compresses', sentence: 'answers are compressed' }, alarms: [], requests: 530 },
  ],
  checks: [
    { ablation: { check: 'status-expected', mutant: 'open-to-all' }, kills: [], judged: 3, suiteErrors: [] },
  ],
};

/** One survivor, one false alarm, one check that is not needed, all with hostile texts; not a full run. */
export const RED: MutationReport = {
  ...GREEN,
  full: false,
  mutants: [
    ...GREEN.mutants,
    row(invented('lives', { area: 'error body', sentence: HOSTILE, clause: `#/${HOSTILE}` }), [], {
      unjudged: `it said ${HOSTILE}`,
    }),
  ],
  variations: [
    ...GREEN.variations,
    {
      variation: { name: 'cries', sentence: HOSTILE },
      requests: 530,
      alarms: [{ caseId: HOSTILE, verdict: 'breach', block: `first line\n  got  ${HOSTILE}` }],
    },
  ],
  checks: [
    ...GREEN.checks,
    {
      ablation: { check: 'frame', mutant: HOSTILE },
      kills: [kill(HOSTILE, ['echo'])],
      judged: 3,
      suiteErrors: [],
    },
  ],
};
