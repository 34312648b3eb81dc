import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { loadDocument } from '../../src/contract/load-document.js';
import { loadRequirements } from '../../src/contract/requirements.js';
import { exitCode } from '../../src/model/exit-code.js';
import type { RunRecord } from '../../src/model/run-record.js';
import type { RunSummary } from '../../src/model/run-summary.js';
import { runPage } from '../../src/report/page/page.js';

const document = loadDocument('openapi/kernel-patch-browser.openapi.yaml');
const requirements = loadRequirements();

/** The page of a run, by the pinned document. */
export function samplePage(run: RunRecord, earlier: readonly RunSummary[] = []): string {
  return runPage(run, exitCode(run), { document, requirements, earlier });
}

const folders: string[] = [];

/** Writes a page where a browser can open it, and gives its address. `after(removePages)` removes it. */
export function addressOf(text: string): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'page-'));
  folders.push(folder);
  const file = path.join(folder, 'index.html');
  writeFileSync(file, text);
  return `file://${file}`;
}

export function removePages(): void {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
}
