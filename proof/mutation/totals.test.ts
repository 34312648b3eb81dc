import { expect } from 'chai';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { mutationLastLine, outcomeSentence, whyRedundant } from './outcome-sentence.js';
import { expectMarks, writeTotals } from './readme-totals.js';
import type { CheckRow, Kill } from './rows.js';
import { GREEN, invented, kill, RED, row } from './testing/invented-report.js';
import {
  suiteErrors,
  explorationOf,
  exploredShare,
  mutantTotals,
  foundByAlone,
  mutationExitCode,
  redundantChecks,
} from './totals.js';

describe('the totals of a mutation run', () => {
  it('are one paragraph of names and counts', () => {
    expect(mutantTotals(GREEN)).to.equal(
      '**2 mutants** in 2 areas (access 1, field 1): all killed. **1 harmless variation**: no false alarm. ' +
        '**1 check**: each is needed.',
    );
    expect(mutantTotals(RED)).to.equal(
      '**3 mutants** in 3 areas (error body 1, access 1, field 1): 1 not killed (`lives`). ' +
        '**2 harmless variations**: 1 false alarm (`cries`). **2 checks**: 1 not needed (`frame`).',
    );
  });

  it('hold nothing that changes from run to run', () => {
    const mutants = GREEN.mutants.map(({ mutant }) => row(mutant, [kill('idle/one')], { requests: 99 }));
    const later = { ...GREEN, startedAt: '2027-01-01T00:00:00.000Z', ms: 1, full: false, mutants };
    expect(mutantTotals(later)).to.equal(mutantTotals(GREEN));
  });

  it('are in a sentence that hides no part', () => {
    expect(outcomeSentence({ ...RED, whole: false })).to.equal(
      '3 mutants: 1 survives. 2 variations: 1 false alarm. 2 checks: 1 not needed. 3 cases, stopped at the first breach. ' +
        'Only a part was played.',
    );
    const nothing = { ...GREEN, mutants: [], variations: [], full: false };
    expect(outcomeSentence(nothing)).to.equal(
      '1 check: each is needed. 3 cases, stopped at the first breach.',
    );
    expect(outcomeSentence(GREEN)).to.equal(
      '2 mutants: all killed. 1 variation: no false alarm. 1 check: each is needed. All 3 cases met each of them.',
    );
  });
});

describe('the last line of a mutation run', () => {
  it('says the verdict, what it rests on, and the exit code', () => {
    expect(mutationLastLine(GREEN, true)).to.match(/^PROVEN: .* Exit code 0\.$/);
    expect(mutationLastLine({ ...GREEN, whole: false }, true)).to.match(/^PROVEN, as far as it was played: /);
    expect(mutationLastLine(GREEN, false)).to.match(
      /^NOT PROVEN: a report could not be written\. Exit code 2\.$/,
    );
    const red = 'NOT PROVEN: 1 survivor, 1 false alarm, 1 redundant check. Exit code 1.';
    expect(mutationLastLine(RED, true)).to.equal(red);
    expect(mutationLastLine(RED, false)).to.equal(red);
    const suiteError = row(invented('breaks-us'), [kill('idle/one')], {
      suiteErrors: ['idle/one: TypeError'],
    });
    expect(mutationLastLine({ ...GREEN, mutants: [suiteError] }, true)).to.match(
      /^SUITE AT FAULT: .*1 suite error .* 3\.$/,
    );
  });
});

describe('the exit code of a mutation run', () => {
  it('is 0 only where every mutant is killed and no variation is held against the API', () => {
    expect(mutationExitCode(GREEN)).to.equal(0);
    expect(mutationExitCode({ ...GREEN, mutants: RED.mutants })).to.equal(1);
    expect(mutationExitCode({ ...GREEN, variations: RED.variations })).to.equal(1);
    expect(mutationExitCode({ ...GREEN, checks: RED.checks })).to.equal(1);
  });

  it('is 3 where the suite itself met a suiteError, unless a survivor says more', () => {
    const suiteError = row(invented('breaks-us'), [kill('idle/one')], {
      suiteErrors: ['idle/one: TypeError'],
    });
    expect(mutationExitCode({ ...GREEN, mutants: [suiteError] })).to.equal(3);
    expect(mutationExitCode({ ...RED, mutants: [...RED.mutants, suiteError] })).to.equal(1);
  });
});

describe('a check', () => {
  const played = (row: Partial<CheckRow>) => ({ ...GREEN, checks: [{ ...CHECK, ...row }] });
  const CHECK: CheckRow = {
    ablation: { check: 'echo', mutant: 'lies' },
    kills: [],
    judged: 3,
    suiteErrors: [],
  };

  it('is needed where nothing else finds its mutant, though nearly every case looked', () => {
    expect(redundantChecks(played({}))).to.deep.equal([]);
    expect(redundantChecks(played({ kills: [kill('a', ['frame'])] }))).to.have.length(1);
    expect(redundantChecks(played({ judged: 2 }))).to.have.length(1);
  });

  it('is shown with what makes it redundant', () => {
    const [found, unseen] = [
      { ...CHECK, kills: [kill('a', ['frame'])] },
      { ...CHECK, judged: 2 },
    ];
    expect(whyRedundant(found)).to.equal('echo: without it lies is found by a all the same (frame)');
    expect(whyRedundant(unseen)).to.equal('echo: without it only 2 cases came to a verdict on lies');
  });

  it('brings the suiteErrors of its play along', () => {
    expect(mutationExitCode(played({ suiteErrors: ['a: TypeError'] }))).to.equal(3);
    expect(suiteErrors(played({ suiteErrors: ['a: TypeError'] }))).to.deep.equal([
      'lies without echo: a: TypeError',
    ]);
  });
});

describe('the mutants that one check alone finds', () => {
  const found = (...kills: Kill[]) =>
    foundByAlone('frame', { ...GREEN, mutants: [row(invented('one'), kills)] })?.length;

  it('are those that nobody else found, in the same case or in another', () => {
    expect(found(kill('a', ['frame']), kill('b', ['frame']))).to.equal(1);
    expect(found(kill('a', ['frame', 'echo']))).to.equal(0);
    expect(found(kill('a', ['frame']), kill('b', ['echo']))).to.equal(0);
    expect(found(kill('a', ['echo']))).to.equal(0);
    expect(found()).to.equal(0);
  });

  it('are known of a full run only', () => {
    expect(foundByAlone('frame', RED)).to.equal(undefined);
  });
});

describe('an exploration', () => {
  const looked = (found: number, total: number, whole = true) => {
    const explored = Array.from({ length: total }, (_, index) => ({
      mutant: invented(`no-${index}`),
      found: index < found,
      steps: 1,
      because: '',
    }));
    return { ...GREEN, whole, explored };
  };

  it('reaches its goal at nine of ten, and a share is never rounded up to it', () => {
    expect(explorationOf(looked(9, 10))).to.deep.include({ percentage: 90, isShort: false });
    expect(explorationOf(looked(197, 219))).to.deep.include({ percentage: 89, isShort: true });
    expect(explorationOf(GREEN)).to.equal(undefined);
  });

  it('falls short only where it looked for everything, which is then reported and not green', () => {
    expect([mutationExitCode(looked(8, 10)), mutationExitCode(looked(8, 10, false))]).to.deep.equal([1, 0]);
    expect(outcomeSentence(looked(8, 10))).to.contain('Exploration found 8 of 10 (80 %), short of 90 %.');
    expect(exploredShare({ found: 1, total: 3, percentage: 33, isShort: true })).to.equal('1 of 3 (33 %)');
  });
});

describe('the totals in the README', () => {
  let dir = '';
  beforeEach(() => {
    dir = mkdtempSync(path.join(tmpdir(), 'totals-'));
  });
  afterEach(() => rmSync(dir, { recursive: true, force: true }));

  it('stand between their marks, and nothing else changes', () => {
    const file = path.join(dir, 'README.md');
    writeFileSync(file, '# A\n<!-- mutation:start -->\nold\n<!-- mutation:end -->\nrest\n');
    writeTotals(file, GREEN);
    expect(readFileSync(file, 'utf8')).to.equal(
      `# A\n<!-- mutation:start -->\n\n${mutantTotals(GREEN)}\n\n<!-- mutation:end -->\nrest\n`,
    );
  });

  it('are not written where the marks are missing, which is said', () => {
    const file = path.join(dir, 'README.md');
    writeFileSync(file, '# A\n');
    expect(() => expectMarks(file)).to.throw('<!-- mutation:start --> and <!-- mutation:end --> are missing');
    expect(() => writeTotals(file, GREEN)).to.throw('are missing');
    expect(readFileSync(file, 'utf8')).to.equal('# A\n');
  });

  it('are not written where there is no such file', () => {
    expect(() => expectMarks(path.join(dir, 'none.md'))).to.throw('cannot be read');
  });
});
