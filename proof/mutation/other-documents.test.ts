import { expect } from 'chai';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { startReferenceServer } from '../../src/reference-server/server.js';
import { compileContract } from '../../src/run/case/compiled-contract.js';
import { collectCases } from '../../src/run/process/collect-cases.js';
import { CONTRACT } from '../testing/answers.js';
import { withHeaders, writeDocument } from '../testing/document-with.js';
import { startTamperingProxy, type PassingAnswer } from '../testing/tampering-proxy.js';
import type { Bench, PlayedApi } from './bench.js';
import { NEEDED_BY_OTHER_DOCUMENTS } from './check-ablation.js';
import { runMutation } from './run-mutation.js';
import { redundantChecks } from './totals.js';
import type { Mutant } from './rows.js';

/** What a mutant does to an accepted update. */
const MUTANTS: Readonly<Record<string, (answer: PassingAnswer) => void>> = {
  'header-left-out': (answer) => delete answer.headers['x-ratelimit-remaining'],
  'header-no-integer': (answer) => (answer.headers['x-ratelimit-remaining'] = 'abc'),
  'header-out-of-bounds': (answer) => (answer.headers['x-ratelimit-remaining'] = '1000000'),
  'header-outside-of-enum': (answer) => (answer.headers['x-cache'] = 'maybe'),
};

const HEADERS = {
  'X-RateLimit-Remaining': { required: true, schema: { type: 'integer', minimum: 0, maximum: 10_000 } },
  'X-Cache': { schema: { type: 'string', enum: ['hit', 'miss'] } },
};

async function open(document: string, { mutant }: { readonly mutant?: string }): Promise<PlayedApi> {
  const server = await startReferenceServer({ document });
  const proxy = await startTamperingProxy(server.url, {
    answer: (answer, { method }) => {
      if (method === 'PATCH' && answer.status === 200) MUTANTS[mutant ?? '']?.(answer);
      return undefined;
    },
  });
  const close = async (): Promise<void> => {
    await proxy.close();
    await server.close();
  };
  return { ...server, url: proxy.url, close };
}

function bench(document: string): Bench {
  return {
    contract: compileContract(document),
    cases: collectCases().filter(({ id }) => id.startsWith('viewport.width/')),
    mutants: Object.keys(MUTANTS).map((name): Mutant => ({
      name,
      area: 'response body',
      sentence: name,
      clause: CONTRACT.clauseOf(200),
    })),
    variations: [],
    companies: [],
    killers: {},
    ablations: Object.keys(MUTANTS).map((mutant) => ({ check: 'header', mutant })),
    explorerSteps: 0,
    open: (differs) => open(document, differs),
  };
}

describe('the checks that only other documents need', () => {
  const ledgerDir = mkdtempSync(path.join(tmpdir(), 'other-documents-'));
  const { file, discard } = writeDocument(withHeaders(HEADERS));
  after(() => {
    discard();
    rmSync(ledgerDir, { recursive: true, force: true });
  });

  it('are that of headers, of which the pinned document declares none', () => {
    expect(Object.keys(NEEDED_BY_OTHER_DOCUMENTS)).to.deep.equal(['header']);
    expect(CONTRACT.statuses.flatMap((status) => CONTRACT.headers(status))).to.deep.equal([]);
  });

  it('are needed there: each mutant is found by that check alone, and the conforming server passes', async () => {
    const everything = { full: false, only: [], explore: false, concurrency: 4, ledgerDir };
    const report = await runMutation(bench(file), everything);
    for (const { mutant, kills } of report.mutants) {
      expect(
        kills.flatMap(({ checks }) => checks),
        mutant.name,
      ).to.deep.equal(['header']);
    }
    expect(report.checks).to.have.lengthOf(Object.keys(MUTANTS).length);
    expect(redundantChecks(report)).to.deep.equal([]);
  });
});
