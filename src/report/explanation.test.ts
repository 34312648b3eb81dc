import { expect } from 'chai';
import { pastRun, PAST_CASES } from '../../proof/testing/past-runs.js';
import { loadDocument } from '../contract/load-document.js';
import type { CauseKind } from '../model/cause-kind.js';
import type { SampleCase } from '../../proof/testing/sample-run.js';
import { causeList } from './cause-list.js';
import { clauseWords } from './clause-words.js';
import { explanation, type Explained } from './explanation.js';
import { pastClause } from './past-clause.js';
import type { PastRun } from './past-run.js';

const document = loadDocument('openapi/kernel-patch-browser.openapi.yaml');
const BELOW = 'status/200-for-400/viewport.width.minimum';
const WIDTH = {
  pointer: '#/components/schemas/BrowserViewport/properties/width/minimum',
  text: 'minimum: 320',
};

function explained(
  id: string,
  kind: CauseKind,
  run: PastRun | undefined,
  changes: Partial<Explained> = {},
): string {
  const seen = run?.causes.find((cause) => cause.id === id);
  return explanation({ id, kind, clause: WIDTH, document, run, seen, until: '2027-03-31', ...changes });
}

describe('the explanation of a cause', () => {
  it('says what the document says, who suffers, how to fix and how to accept it, with the example', () => {
    const run = pastRun();
    const text = explained(BELOW, 'invalid accepted', run);
    expect(text).to.match(/^seen +in 2 cases of the last run \(run-7, on/m);
    expect(text).to.match(/^contract +BrowserViewport › width › minimum\n +minimum: 320\n +#\/components/m);
    expect(text).to.match(/^because +status 200, expected 400$/m);
    expect(text).to.match(/^clients +A mistake in a request/m);
    expect(text).to.match(/^fix +Hold the body to the schema/m);
    expect(text).to.contain(run.results[0]?.block);
    expect(text.split('\n').at(-1)).to.equal(
      `npm run accept -- ${BELOW} --reason "…" --issue "…" --owner "…" --until 2027-03-31`,
    );
  });

  it('does without an example where the last run has none, or where there was no run', () => {
    for (const run of [pastRun(), undefined]) {
      const text = explained('echo/viewport.width', 'echo', run);
      expect(text).not.to.contain('An example');
      expect(text).to.match(/^seen +(?:not in the last run|in no run)/m);
      expect(text).to.contain('npm run accept -- echo/viewport.width ');
    }
  });

  it('accepts nothing of the embedded reference server, and no note', () => {
    const embedded = pastRun(PAST_CASES, { isEmbedded: true, target: 'embedded reference server' });
    expect(explained(BELOW, 'invalid accepted', embedded)).to.contain('nothing is accepted');
    expect(explained('note/whole-numbers', 'note', pastRun())).to.match(/there is nothing to accept\.$/);
  });

  it('says so where the document in use has no such clause', () => {
    const clause = { pointer: '#/components/schemas/Gone', text: 'minimum: 1' };
    expect(explained(BELOW, 'invalid accepted', pastRun(), { clause })).to.match(
      /The document in\s+use,[^]*says\s+nothing/,
    );
  });

  it('is about the clause of the case where the status is wrong, and about that of the answer where its form is', () => {
    const run = pastRun();
    const clauseOf = (id: string) => {
      const seen = run.causes.find((cause) => cause.id === id);
      if (seen === undefined) throw new Error(`The run has no ${id}.`);
      return pastClause(run, seen).pointer;
    };
    expect(clauseOf(BELOW)).to.equal('#/components/schemas/Viewport');
    expect(clauseOf('content-type/400/text-plain')).to.equal('#/components/schemas/Browser');
  });
});

describe('the causes of the last run', () => {
  it('are listed in its order, each with the sentence of its example', () => {
    const list = causeList(pastRun());
    expect(list.split('\n')[0]).to.equal(
      'The last run (run-7, on https://api.example.com) showed 3 causes and 1 note:',
    );
    expect(list).to.contain(`  2 × ${BELOW}\n      a sentence: status 200, expected 400\n`);
    expect(list).to.contain('note/whole-numbers  (a note)');
  });

  it('are counted without the notes, and say how many of them are known', () => {
    const known = { verdict: 'known', known: [BELOW] } as const;
    const first = (cases: readonly SampleCase[]) => causeList(pastRun(cases)).split('\n')[0];
    const accepted = PAST_CASES.map((one) =>
      one.id.startsWith('viewport.width/min') ? { ...one, ...known } : one,
    );
    expect(first(accepted)).to.match(/ showed 3 causes \(1 of them known\) and 1 note:$/);
    expect(first(PAST_CASES.slice(4))).to.match(/ showed 1 note:$/);
  });

  it('are none after a run that showed none', () => {
    expect(causeList(pastRun([{ id: 'a', verdict: 'pass' }]))).to.match(/showed no causes: .*\.$/);
  });
});

describe('the words of a clause', () => {
  const words = (pointer: string, text = '') => clauseWords(document, { pointer, text });

  it('are the statement of the schema', () => {
    expect(words(WIDTH.pointer)).to.equal('minimum: 320');
    expect(words('#/components/schemas/BrowserViewport/required')).to.equal('required: width, height');
  });

  it('are the sentence that a clause is about, where the description there has several', () => {
    const pointer = '#/components/schemas/BrowserUpdateRequest/properties/proxy_id';
    const sentence = 'Leaving it out keeps the present one; an empty string takes the proxy away.';
    expect(words(pointer, sentence)).to.equal(sentence);
    expect(words(pointer)).to.contain(sentence).and.to.contain('by ID.');
  });

  it('are what the schema states, then its description, where the clause is about no sentence of it', () => {
    const pointer = '#/components/schemas/BrowserViewport/properties/width';
    const description = 'Width of the browser window, in pixels.';
    expect(words(pointer, 'type: integer, from 320 to 7680')).to.equal(
      `type: integer; minimum: 320; maximum: 7680. ${description}`,
    );
    expect(words(pointer)).to.equal(description);
  });

  it('are those that a reference leads to', () => {
    expect(words('#/paths/~1browsers~1%7Bid%7D/patch/responses/400')).to.equal(
      "The request's input is invalid.",
    );
  });

  it('are all that a schema states where nobody describes it', () => {
    expect(words('#/components/schemas/Browser')).to.match(
      /^type: object; properties: created_at, .*; required: created_at, /,
    );
  });
});
