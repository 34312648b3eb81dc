import { readFileSync } from 'node:fs';
import { expect } from 'chai';
import { at } from '../contract/document.js';
import { loadDocument } from '../contract/load-document.js';
import { collectCases } from '../run/process/collect-cases.js';
import { CATALOGUE_FILE, README_FILE, writtenCases } from './written-cases.js';

const DOCUMENT = 'openapi/kernel-patch-browser.openapi.yaml';

describe('the texts generated from the cases', () => {
  const stale = 'run npm run cases -- --write, and look at what changed';

  it('include a current catalogue', () => {
    expect(readFileSync(CATALOGUE_FILE, 'utf8'), stale).to.equal(writtenCases(DOCUMENT).catalogue);
  });

  it('include the current tables of the README', () => {
    expect(readFileSync(README_FILE, 'utf8'), stale).to.equal(writtenCases(DOCUMENT).readme);
  });

  it('show that no statement of the request schema is uncovered', () => {
    expect(writtenCases(DOCUMENT).catalogue).to.contain(
      'Every statement of the request schema has its cases.',
    );
  });

  it('list every hand-written case under its rule', () => {
    const [, section = ''] = writtenCases(DOCUMENT).catalogue.split('## Hand-written cases by rule');
    const rules = section.split('\n').filter((line) => line.startsWith('| '));
    for (const { id, clause } of collectCases().filter(({ source }) => source === 'hand')) {
      const own = rules.filter((line) => line.includes(`\`${id}\``));
      expect(own, id).to.have.length(1);
      expect(own[0], id).to.contain(`| ${clause.text} |`);
    }
  });
});

describe('the cases', () => {
  it('rest on clauses that exist', () => {
    const document = loadDocument(DOCUMENT);
    for (const { id, clause } of collectCases())
      expect(at(document, clause.pointer), id).not.to.equal(undefined);
  });

  it('give a reason for allowing more than one status', () => {
    const unexplained = collectCases().filter(
      ({ intent, statuses, because }) => intent !== 'observe' && statuses.length > 1 && because === undefined,
    );
    expect(unexplained.map(({ id }) => id)).to.deep.equal([]);
  });

  it('have sentences that fit on a line and name no status', () => {
    for (const { id, sentence } of collectCases()) {
      expect(sentence.length, id).to.be.within(1, 90);
      expect(sentence, id).not.to.match(/\bshould\b|\b(200|4\d\d|500)\b/);
    }
  });
});
