import { readFileSync } from 'node:fs';
import { expect } from 'chai';
import { PAST_CASES, pastRun } from '../../proof/testing/past-runs.js';
import { SAMPLE_FINDINGS } from '../../proof/testing/sample-findings.js';
import { sampleRun } from '../../proof/testing/sample-run.js';
import { deviationProblems } from '../model/deviations.js';
import { parseKnownDeviations } from '../settings/known-deviations.js';
import { acceptCause, type AcceptContext } from './accept-cause.js';

const BELOW = 'status/200-for-400/viewport.width.minimum';
const REST = ['--reason', 'Checked from release 41 on.', '--issue', 'API-7', '--owner', 'browsers team'];
const OPTIONS = [...REST, '--until', '2027-03-31'];
const FILE = 'known.yaml';
const TEXT = readFileSync('fixtures/known-deviations.yaml', 'utf8');

const CONTEXT: AcceptContext = {
  past: { run: pastRun() },
  file: FILE,
  text: TEXT,
  today: '2027-01-01T12:00:00Z',
};

function accept(args: readonly string[], changes: Partial<AcceptContext> = {}) {
  return acceptCause(args, { ...CONTEXT, ...changes });
}

function refused(args: readonly string[], changes: Partial<AcceptContext> = {}): string[] {
  const { text, code, newText } = accept(args, changes);
  expect(code, text).to.equal(2);
  expect(newText).to.equal(undefined);
  return text.split('\n');
}

describe('the acceptance of a cause', () => {
  it('is written with the cases that showed it, in the order of the run, and printed', () => {
    const { text, code, newText = '' } = accept([BELOW, ...OPTIONS]);
    expect(code).to.equal(0);
    const { entries, problems } = parseKnownDeviations(newText, FILE, CONTEXT.today);
    expect(problems).to.deep.equal([]);
    expect(entries).to.deep.equal([
      {
        cause: BELOW,
        cases: ['viewport.width/minimum/below', 'viewport.width/minimum/zero'],
        reason: 'Checked from release 41 on.',
        issue: 'API-7',
        owner: 'browsers team',
        until: '2027-03-31',
      },
    ]);
    expect(newText.startsWith(TEXT)).to.equal(true);
    expect(text).to.contain(newText.slice(TEXT.length).trim());
    expect(text).to.contain(
      'Its last day is 2027-03-31 (in 89 days). From 2027-04-01 on, it makes every run red.',
    );
    expect(text).not.to.contain('takes the place');
  });

  it('takes the place of one for the same cause, and says so', () => {
    const once = accept([BELOW, ...OPTIONS]).newText ?? '';
    const { text, newText = '' } = accept([BELOW, ...REST, '--until', '2027-06-30'], { text: once });
    expect(text).to.contain('It takes the place of an entry for the same cause.');
    expect(newText).to.equal(once.replace('2027-03-31', '2027-06-30'));
  });

  it('leaves what follows from the cause red, which is accepted by itself', () => {
    const run = pastRun();
    const shown = { id: 'torn/last-read', clause: '#', because: 'it is torn', cases: ['viewport/set'] };
    const causes = run.causes.map((cause) => (cause.id === BELOW ? { ...cause, also: [shown] } : cause));
    const past = { run: { ...run, causes } };
    expect(accept([BELOW, ...OPTIONS], { past }).text).to.contain(
      'What follows from it is red until it is accepted as well: torn/last-read.',
    );
    const { newText = '' } = accept([shown.id, ...OPTIONS], { past });
    expect(parseKnownDeviations(newText, FILE, CONTEXT.today).entries[0]).to.deep.include({
      ...{ cause: shown.id, cases: shown.cases },
    });
  });

  it('of a pattern counts the cases, each once', () => {
    const { newText = '' } = accept(['status/*', ...OPTIONS]);
    const { entries } = parseKnownDeviations(newText, FILE, CONTEXT.today);
    expect(entries[0]).to.deep.include({ cause: 'status/*', cases: 3 });
  });

  it('of a pattern holds for the same run again, also where a case shows two causes that it matches', () => {
    const findings = SAMPLE_FINDINGS.filter(({ check }) => check === 'echo' || check === 'agreement');
    const cases = [{ id: 'profile/set', verdict: 'breach', findings }] as const;
    const { newText = '' } = accept(['*', ...OPTIONS], { past: { run: pastRun(cases) } });
    const { entries } = parseKnownDeviations(newText, FILE, CONTEXT.today);
    expect(entries[0]?.cases).to.equal(1);
    expect(deviationProblems(sampleRun(cases, { deviations: entries }))).to.deep.equal([]);
  });

  it('warns where the last run was only a part of the contract', () => {
    const past = { run: pastRun(PAST_CASES, { isWhole: false }) };
    expect(accept([BELOW, ...OPTIONS], { past }).text).to.contain('did not try every case');
  });

  it('may end today, and after 180 days at the latest', () => {
    for (const day of ['2027-01-01', '2027-06-30']) {
      expect(accept([BELOW, ...REST, '--until', day]).code, day).to.equal(0);
    }
    expect(refused([BELOW, ...REST, '--until', '2027-07-01'])).to.deep.equal([
      '--until is 2027-07-01, more than 180 days from today: give a day up to 2027-06-30.',
    ]);
    expect(refused([BELOW, ...REST, '--until', '2026-12-31'])[0]).to.contain('which is over');
    expect(refused([BELOW, ...REST, '--until', '2027-02-30'])[0]).to.contain('a day of the calendar');
  });

  it('reports every problem at once', () => {
    const embedded = { run: pastRun(PAST_CASES, { isEmbedded: true, target: 'embedded reference server' }) };
    const problems = refused(['echo/viewport', '--reason', '…', '--until', '1999-01-01'], {
      past: embedded,
      text: '- cause: a/b\n',
    });
    expect(problems.map((problem) => /^(?:--\w+|The last run|known\.yaml)/.exec(problem)?.[0])).to.deep.equal(
      [
        '--reason',
        '--issue',
        '--owner',
        '--until',
        'The last run',
        'The last run',
        'known.yaml',
        'known.yaml',
        'known.yaml',
      ],
    );
    for (const problem of problems) expect(problem).to.match(/\.$/);
    expect(refused([])).to.have.lengthOf(5);
  });

  it('is refused without a run, and for a cause that the run did not show, with the closest names', () => {
    const problem = 'There is no run.';
    expect(refused([BELOW, ...OPTIONS], { past: { problem } })).to.deep.equal([problem]);
    expect(refused(['status/200-for-400/viewport.width.minimun', ...OPTIONS])).to.have.lengthOf(1);
    expect(refused(['status/200-for-400/viewport.width.minimun', ...OPTIONS])[0]).to.match(
      new RegExp(`showed no cause ".*"; the closest are ${BELOW}, `),
    );
    expect(refused(['schema/*', ...OPTIONS])[0]).to.contain('no cause that matches "schema/*"; the closest');
  });

  it('is refused for a note, which fails no run', () => {
    expect(refused(['note/whole-numbers', ...OPTIONS])[0]).to.contain('is a note');
  });

  it('is refused where the file would not be valid', () => {
    const [broken, advice] = refused([BELOW, ...OPTIONS], { text: '- cause: json/*\n' });
    expect(broken).to.match(/^known\.yaml: .*json/);
    expect(refused([BELOW, ...OPTIONS], { text: 'a: b\n' }).at(-1)).to.contain('Nothing was written');
    expect(advice).to.be.a('string');
  });

  it('shows help', () => {
    expect(accept(['--help']))
      .to.deep.include({ code: 0 })
      .and.to.have.property('text')
      .that.contains('--until <day>');
  });
});
