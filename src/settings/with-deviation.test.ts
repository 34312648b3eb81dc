import { readFileSync } from 'node:fs';
import { expect } from 'chai';
import type { KnownDeviation } from '../model/known-deviation.js';
import { parseKnownDeviations } from './known-deviations.js';
import { withDeviation } from './with-deviation.js';

const TODAY = '2027-01-01T00:00:00Z';

const ENTRY: KnownDeviation = {
  cause: 'status/200-for-400/viewport.width.minimum',
  cases: ['viewport.width/minimum/below', 'viewport.width/minimum/zero'],
  reason: 'Bounds: enforced from #41 on, and this sentence is longer than the eighty columns of a line.',
  issue: '1234',
  owner: 'browsers team',
  until: '2027-03-31',
};

function entriesOf(text: string): readonly KnownDeviation[] {
  const { entries, problems } = parseKnownDeviations(text, 'file', TODAY);
  expect(problems, text).to.deep.equal([]);
  return entries;
}

/** As people write files: comments everywhere, columns, a folded text, other quotes. */
const FILE = `# What the team has accepted.

# The bounds.
-   cause: schema/200/usage.null   # seen since May
    cases:  [viewport/set,   proxy_id/set]
    reason: >
      Two lines
      that are folded.
    issue: "API-1"
    owner: 'billing'
    until: 2027-01-31      # at most


# About the rest
- cause: json/400/*
  cases: 7   # all of them
  reason: r
  issue: i
  owner: o
  until: 2027-01-31
# the end
`;

describe('an entry for the file of known deviations', () => {
  it('is put behind the last one, and nothing else changes', () => {
    const { text, entry, isReplaced } = withDeviation(FILE, ENTRY);
    expect(isReplaced).to.equal(false);
    expect(text).to.equal(FILE.replace('# the end\n', `\n${entry}# the end\n`));
    expect(entriesOf(text).at(-1)).to.deep.equal(ENTRY);
    expect(entry).to.contain('\n  cases:\n    - viewport.width/minimum/below\n');
  });

  it('takes the place of one for the same cause, whose comments stay', () => {
    const cases = ['proxy_id/set', 'profile/loaded'];
    const renewed = { ...ENTRY, cause: 'schema/200/usage.null', cases };
    const { text, isReplaced } = withDeviation(FILE, renewed);
    expect(isReplaced).to.equal(true);
    expect(entriesOf(text)[0]).to.deep.equal(renewed);
    expect(entriesOf(text)).to.have.lengthOf(2);
    for (const comment of FILE.match(/#.*/g) ?? []) expect(text).to.contain(comment);
    const rest = FILE.indexOf('\n\n# About the rest');
    expect(text.endsWith(FILE.slice(rest))).to.equal(true);
    expect(text.startsWith(FILE.slice(0, FILE.indexOf('cases:')).replace(/ +# seen.*\n +$/, ''))).to.equal(
      true,
    );
  });

  it('takes the place of the last one, and of a pattern', () => {
    const { text } = withDeviation(FILE, { ...ENTRY, cause: 'json/400/*', cases: 9 });
    expect(entriesOf(text).at(-1)).to.deep.include({ cause: 'json/400/*', cases: 9 });
    expect(text).to.contain('cases: 9 # all of them\n');
    expect(text.endsWith('until: 2027-03-31\n# the end\n')).to.equal(true);
  });

  it('keeps the comments of the cases that stay', () => {
    const text = FILE.replace('cases: 7   # all of them', 'cases:\n  - a/b   # first\n  - c/d').replace(
      '/*',
      '/empty',
    );
    const again = withDeviation(text, { ...ENTRY, cause: 'json/400/empty', cases: ['e/f', 'a/b'] });
    expect(again.text).to.contain('- e/f\n    - a/b # first\n');
    expect(entriesOf(again.text).at(-1)?.cases).to.deep.equal(['e/f', 'a/b']);
  });

  const files: readonly (readonly [what: string, text: string])[] = [
    ['an empty file', ''],
    ['a file of comments', '# only\n# comments'],
    ['the committed file', readFileSync('fixtures/known-deviations.yaml', 'utf8')],
    ['an empty list', '# none\n[]\n'],
    [
      'a list that is indented',
      '# head\n  - cause: a\n    cases: 1\n'
        .replace('cause: a', 'cause: a/*')
        .replace('cases: 1', 'cases: 1\n    reason: r\n    issue: i\n    owner: o\n    until: 2027-01-31'),
    ],
    [
      'a list between brackets',
      `[{cause: a/*, cases: 1, reason: r, issue: i, owner: o, until: 2027-01-31}]\n`,
    ],
    ['a list whose last line does not end', FILE.slice(0, FILE.indexOf('\n# the end'))],
    ['lines that end as on Windows', FILE.replaceAll('\n', '\r\n')],
  ];
  for (const [what, text] of files) {
    it(`is written into ${what}, twice as once`, () => {
      const before = entriesOf(text);
      const once = withDeviation(text, ENTRY).text;
      expect(entriesOf(once)).to.deep.equal([...before, ENTRY]);
      for (const comment of text.match(/#.*/g) ?? []) expect(once).to.contain(comment);
      if (text.includes('\r\n')) expect(once).not.to.match(/[^\r]\n/);
      const twice = withDeviation(once, ENTRY);
      expect(twice.isReplaced).to.equal(true);
      expect(twice.text).to.equal(once);
    });
  }
});
