import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { stringify } from 'yaml';
import { loadDocument } from '../contract/load-document.js';
import { cutDocument } from '../contract/pin/cut-document.js';
import { documentChanges, type DocumentChanges } from '../contract/pin/document-changes.js';
import { withoutProse } from '../contract/pin/prose.js';
import type { ContractCase } from '../model/case.js';
import type { JsonObject } from '../model/json.js';
import { lintProblems, ratedChanges } from './redocly.js';

/** A document as this project keeps it. */
export function documentText(root: JsonObject): string {
  return stringify(root, { singleQuote: true, lineWidth: 120, aliasDuplicateObjects: false });
}

/** Compares the pinned document with another one that was cut. @throws Error in a whole sentence */
export function compareDocuments(
  pinnedFile: string,
  source: JsonObject,
  rows: readonly ContractCase[],
): DocumentChanges & { readonly nullable: readonly string[] } {
  const dir = mkdtempSync(path.join(tmpdir(), 'openapi-'));
  const write = (name: string, root: JsonObject): string => {
    const file = path.join(dir, name);
    writeFileSync(file, documentText(root));
    return file;
  };
  try {
    const before = loadDocument(pinnedFile);
    const whole = write('document.yaml', source);
    const after = loadDocument(whole);
    const { problems, nullable } = lintProblems(whole);
    const stated = (root: JsonObject): JsonObject => ({
      ...withoutProse(root),
      info: { title: '', version: '' },
    });
    const rated = ratedChanges(
      write('before.yaml', stated(cutDocument(before.root, pinnedFile))),
      write('after.yaml', stated(source)),
      path.join(dir, 'changes.json'),
    );
    return { rated, lint: problems, nullable, ...documentChanges(before, after, rows) };
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
}
