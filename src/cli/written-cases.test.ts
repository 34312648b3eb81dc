import { readFileSync } from 'node:fs';
import { expect } from 'chai';
import { at, loadDocument } from '../contract/document.js';
import { collectCases } from '../run/process/collect-cases.js';
import { CATALOGUE_FILE, README_FILE, writtenCases } from './written-cases.js';

const DOCUMENT = 'openapi/kernel-patch-browser.openapi.yaml';

describe('the written cases', () => {
  const stale = 'run npm run cases -- --write, and look at what changed';

  it('stand in the catalogue as they are', () => {
    expect(readFileSync(CATALOGUE_FILE, 'utf8'), stale).to.equal(writtenCases(DOCUMENT).catalogue);
  });

  it('stand in the tables of the README as they are', () => {
    expect(readFileSync(README_FILE, 'utf8'), stale).to.equal(writtenCases(DOCUMENT).readme);
  });

  it('leave no statement of the request schema uncovered', () => {
    expect(writtenCases(DOCUMENT).catalogue).to.contain(
      'Every statement of the request schema has its cases.',
    );
  });

  it('rest on clauses that are there', () => {
    const document = loadDocument(DOCUMENT);
    for (const { id, clause } of collectCases())
      expect(at(document, clause.pointer), id).not.to.equal(undefined);
  });

  it('say why, wherever they allow more than one status', () => {
    const silent = collectCases().filter(
      ({ intent, statuses, because }) => intent !== 'observe' && statuses.length > 1 && because === undefined,
    );
    expect(silent.map(({ id }) => id)).to.deep.equal([]);
  });

  it('have sentences that fit on a line and promise no status', () => {
    for (const { id, sentence } of collectCases()) {
      expect(sentence.length, id).to.be.within(1, 90);
      expect(sentence, id).not.to.match(/\bshould\b/);
    }
  });
});
