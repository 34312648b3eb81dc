import { expect } from 'chai';
import { isObject, parseJson } from '../../src/model/json.js';
import { consoleReport } from './console-report.js';
import { mutationJson } from './mutation-json.js';
import { mutationMarkdown } from './mutation-markdown.js';
import { mutationPage } from './mutation-page.js';
import { GREEN, HOSTILE, invented, kill, RED, row } from './testing/invented-report.js';
import type { MutationReport } from './rows.js';

const EXPLORED: MutationReport = {
  ...GREEN,
  explored: [
    { mutant: invented('no-bounds'), found: true, steps: 12, because: 'a width was applied' },
    { mutant: invented('lost-write'), found: false, steps: 300, because: '' },
    { mutant: invented('late'), found: false, steps: 3, because: HOSTILE },
  ],
};

describe('the report as JSON', () => {
  it('holds everything that a tool may ask for', () => {
    const json = parseJson(mutationJson(GREEN));
    expect(json).to.deep.include({
      format: 1,
      counts: {
        cases: 3,
        mutants: 2,
        killed: 2,
        variations: 1,
        falseAlarms: 0,
        checks: 1,
        redundantChecks: 0,
      },
      areas: [
        { area: 'access', mutants: 1, killed: 1 },
        { area: 'field', mutants: 1, killed: 1 },
      ],
      survivors: [],
      falseAlarms: [],
      foundByOneCaseAlone: ['open-to-all'],
      casesThatFindNothing: ['idle/one'],
      explored: null,
    });
    const first = isObject(json) && Array.isArray(json.mutants) ? json.mutants[0] : undefined;
    expect(first).to.deep.equal({
      name: 'no-bounds',
      area: 'field',
      sentence: 'the server has no-bounds',
      clause: '#/components/schemas/BrowserViewport/properties/width',
      killed: true,
      requests: 7,
      judged: 3,
      unjudged: null,
      kills: [
        {
          case: 'width/minimum/below',
          checks: ['status-expected'],
          because: 'width/minimum/below was answered wrongly',
        },
        {
          case: 'width/maximum/above',
          checks: ['echo', 'frame'],
          because: 'width/maximum/above was answered wrongly',
        },
      ],
    });
  });

  it('names survivors and false alarms, and nulls what only a full run can know', () => {
    expect(parseJson(mutationJson(RED))).to.deep.include({
      survivors: ['lives'],
      falseAlarms: ['cries'],
      redundantChecks: ['frame'],
      foundByOneCaseAlone: null,
      casesThatFindNothing: null,
    });
  });

  it('counts what exploration found', () => {
    expect(parseJson(mutationJson(EXPLORED)))
      .to.have.property('explored')
      .that.deep.includes({
        found: 1,
        total: 3,
        percentage: 33,
      });
  });
});

describe('the report as Markdown', () => {
  it('names each mutant with its clause, its killers and their checks', () => {
    expect(mutationMarkdown(GREEN)).to.contain(
      '| `no-bounds` | the server has no-bounds | `#/components/schemas/BrowserViewport/properties/width` | ' +
        '`width/minimum/below` (status-expected); `width/maximum/above` (echo, frame) | 7 |',
    );
  });

  it('begins with what is wrong', () => {
    const titles = mutationMarkdown(RED)
      .split('\n')
      .filter((line) => line.startsWith('## '));
    expect(titles).to.deep.equal([
      '## Survivors',
      '## False alarms',
      '## Redundant checks',
      '## Totals',
      '## Mutants: error body',
      '## Mutants: access',
      '## Mutants: field',
      '## Variations',
      '## Checks',
    ]);
  });

  it('shows hostile text as text, on the line and in the cell where it belongs', () => {
    const text = mutationMarkdown(RED);
    expect(text).not.to.match(/[\u001b\u202e]/);
    const lines = text.split('\n');
    expect(lines.filter((line) => line.startsWith('#')).join()).not.to.contain('x');
    // Outside of code: no tag, no emphasis, no link, and as many cells as there are columns.
    for (const line of lines.filter((one) => one.startsWith('|'))) {
      const outside = line.replaceAll('\\`', '').replaceAll(/`[^`]*`/g, '');
      expect(outside).not.to.contain('<script>');
      expect(outside).not.to.match(/(?<!\\)\*x/);
    }
    const cells = lines
      .filter((line) => line.startsWith('| `lives`'))
      .map((line) => line.split(/(?<!\\)\|/).length - 2);
    expect(cells).to.deep.equal([5]);
    expect(lines.filter((line) => line.includes('first line'))).to.deep.equal(['      first line']);
  });

  it('names in a full run what hangs by one case, and the cases that find nothing', () => {
    const text = mutationMarkdown(GREEN);
    expect(text).to.contain('## One case alone\n\n- `open-to-all`: `width/minimum/below` (status-expected)');
    expect(text).to.contain('## Cases that find nothing\n\n- `idle/one` nothing much');
    expect(mutationMarkdown(RED)).not.to.match(/One case alone|Cases that find nothing/);
  });

  it('shows for each check what survives without it, and how many mutants it alone kills', () => {
    const row = '| `status-expected` | The case allows the status. | needed: nothing finds `open-to-all` |';
    expect(mutationMarkdown(GREEN)).to.contain(`${row} 1 |`);
    expect(mutationMarkdown(RED)).to.contain(`${row}  |`);
    expect(mutationMarkdown(RED)).to.contain('| `frame` | Nothing else has changed. | **not needed** |');
  });

  it('shows what exploration found and what it did not', () => {
    const text = mutationMarkdown(EXPLORED);
    expect(text).to.contain('found 1 of 3 (33 %)').and.to.contain('Not found: `lost-write`, `late`.');
  });
});

describe('the report as a page', () => {
  it('stands alone: nothing comes from elsewhere', () => {
    for (const page of [GREEN, RED, EXPLORED].map(mutationPage)) {
      expect(page).not.to.match(/<link|<img|<iframe|@import|url\(|src=|href="[^#]|https?:/i);
      expect(page)
        .to.contain('default-src &#39;none&#39;')
        .and.to.match(/^((?!<script).)*<script>((?!<script).)*$/s);
    }
  });

  it('shows hostile text as text', () => {
    const page = mutationPage(RED) + mutationPage(EXPLORED);
    expect(page).not.to.match(/[\u001b\u202e]/);
    expect(page).not.to.contain(HOSTILE.slice(0, 20));
    expect(page).to.contain('&lt;/td&gt;&lt;script&gt;alert(1)&lt;/script&gt;');
  });

  it('closes every element that it opens, in order', () => {
    for (const page of [GREEN, RED, EXPLORED].map(mutationPage)) expect(unbalanced(page)).to.deep.equal([]);
  });

  it('begins with what is wrong, and says so in its headline', () => {
    const page = mutationPage(RED);
    expect(page).to.contain('<p class="headline bad">3 mutants: 1 survives. 2 variations: 1 false alarm.');
    expect(page).to.contain('<span class="bad">not needed</span>');
    const titles = [...page.matchAll(/<h2>(.*?)<\/h2>/g)].map(([, title]) => title);
    expect(titles.slice(0, 4)).to.deep.equal(['Survivors', 'False alarms', 'Redundant checks', 'Totals']);
  });

  it('leads to each of its sections', () => {
    for (const page of [GREEN, RED, EXPLORED].map(mutationPage)) {
      const targets = [...page.matchAll(/href="#([^"]+)"/g)].map(([, target]) => target);
      const sections = [...page.matchAll(/<section id="([^"]+)"/g)].map(([, id]) => id);
      expect(targets).to.deep.equal(sections).and.not.deep.equal([]);
    }
  });

  it('is green without survivors, false alarms and suiteErrors', () => {
    expect(mutationPage(GREEN)).to.contain('<p class="headline good">2 mutants: all killed.');
  });

  it('is not green where only a part was played', () => {
    expect(mutationPage({ ...GREEN, whole: false })).to.contain(
      '<p class="headline part">2 mutants: all killed.',
    );
  });

  it('filters by every area that has mutants', () => {
    const page = mutationPage(GREEN);
    for (const [, index] of page.matchAll(/<tr data-area="(\d)"/g)) {
      expect(page).to.contain(`id="area-${index}"`).and.to.contain(`main:has(#area-${index}:checked)`);
    }
  });
});

describe('the report on the console', () => {
  it('names survivors and false alarms, with the block of the first', () => {
    const text = consoleReport(RED);
    expect(text).to.contain('SURVIVES  lives (error body)').and.to.contain('FALSE ALARM  cries');
    expect(text).to.contain('NOT NEEDED  frame: without it ');
    expect(text).to.contain('first line');
  });

  it('shows nothing that acts on a terminal outside of blocks, which are made safe where they are made', () => {
    const named = row(invented(HOSTILE), [], { suiteErrors: [HOSTILE], unjudged: HOSTILE });
    const alone = row(invented('alone'), [kill(HOSTILE)]);
    expect(consoleReport({ ...GREEN, mutants: [named, alone] })).not.to.match(/[\u001b\u202e]/);
  });
});

/** Tags that close nothing, or that are never closed. */
function unbalanced(page: string): string[] {
  const open: string[] = [];
  for (const [, slash, name = ''] of page
    .replace(/<script>.*<\/script>/s, '')
    .matchAll(/<(\/?)([a-z0-9]+)[^>]*>/g)) {
    if (['meta', 'input', 'wbr'].includes(name)) continue;
    if (slash === '') open.push(name);
    else if (open.pop() !== name) return [name];
  }
  return open;
}
