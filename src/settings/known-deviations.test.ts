import { expect } from 'chai';
import { parseKnownDeviations, readKnownDeviations } from './known-deviations.js';

const TODAY = '2026-11-26T10:00:00Z';
const ENTRY = `- cause: status/200-for-400/viewport.width.minimum
  cases: [viewport.width/minimum/below]
  reason: The bounds come with release 41.
  issue: API-1234
  owner: browsers team
  until: 2027-01-31
`;

const parse = (text: string) => parseKnownDeviations(text, 'known.yaml', TODAY);

describe('the file of known deviations', () => {
  it('has to be there where it is named', () => {
    expect(readKnownDeviations('/nope.yaml')).to.deep.equal({
      entries: [],
      problems: [
        'CONTRACT_DEVIATIONS is "/nope.yaml", which cannot be read (ENOENT): give a file, which may be empty, or unset it.',
      ],
    });
    expect(readKnownDeviations('/').problems).to.have.lengthOf(1);
  });

  it('holds entries with a cause, its cases, a reason, an issue, an owner and a last day', () => {
    expect(parse(ENTRY)).to.deep.equal({
      problems: [],
      entries: [
        {
          cause: 'status/200-for-400/viewport.width.minimum',
          cases: ['viewport.width/minimum/below'],
          reason: 'The bounds come with release 41.',
          issue: 'API-1234',
          owner: 'browsers team',
          until: '2027-01-31',
        },
      ],
    });
  });

  it('may hold nothing, or comments alone', () => {
    for (const text of ['', '# nothing yet\n', '[]']) {
      expect(parse(text)).to.deep.equal({ entries: [], problems: [] });
    }
  });

  it('is refused with every problem at once', () => {
    const { problems } = parse(`- cause: a/*\n  cases: [x]\n  until: 2026-02-30\n  note: no\n- just text\n`);
    expect(problems).to.deep.equal([
      'known.yaml: The entry for a/* lacks a text for reason, issue, owner.',
      'known.yaml: The entry for a/* has members that no entry has: note.',
      'known.yaml: The entry for a/* is a pattern, so "cases" must be the number of cases that it may show in.',
      'known.yaml: The entry for a/* needs "until", the last day of its acceptance, as YYYY-MM-DD.',
      'known.yaml: Entry 2 lacks a text for cause, reason, issue, owner.',
      'known.yaml: Entry 2 needs "until", the last day of its acceptance, as YYYY-MM-DD.',
    ]);
  });

  const wrong: readonly (readonly [what: string, text: string, problem: RegExp])[] = [
    ['text that is not YAML', '- cause: [', /line \d+ is not YAML/],
    ['one entry instead of a list', ENTRY.slice(2).replaceAll('\n  ', '\n'), /must hold a list/],
    ['two entries for one cause', ENTRY + ENTRY, /more than one entry for status/],
    ['an acceptance of more than 180 days', ENTRY.replace('2027-01-31', '2027-05-26'), /more than 180 days/],
    ['a cause without its cases', ENTRY.replace(/ {2}cases.*\n/, ''), /needs "cases", a list/],
  ];
  for (const [what, text, problem] of wrong) {
    it(`is refused with ${what}`, () => {
      expect(parse(text).problems.join('\n')).to.match(problem);
    });
  }

  it('keeps an entry that has expired, for the run to report', () => {
    expect(parse(ENTRY.replace('2027-01-31', '2026-01-31'))).to.deep.include({ problems: [] });
  });
});
