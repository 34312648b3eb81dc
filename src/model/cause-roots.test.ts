import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect } from 'chai';
import type { Bench } from '../../proof/mutation/bench.js';
import { play, settingsFor } from '../../proof/mutation/play.js';
import { referenceServerBench } from '../../proof/mutation/reference-server-bench.js';
import { sampleRun } from '../../proof/testing/sample-run.js';
import { DOCUMENT } from '../../proof/testing/test-client.js';
import { listed } from './case.js';
import type { Cause } from './cause-cases.js';
import { causesOf, casesOf } from './causes.js';
import type { CaseResult } from './run-record.js';

describe('the causes of a run', () => {
  let bench: Bench;
  before(() => (bench = referenceServerBench(DOCUMENT)));
  const ledgerDir = mkdtempSync(path.join(tmpdir(), 'ledger-'));
  after(() => rmSync(ledgerDir, { recursive: true, force: true }));

  /** What cases find in a server with one mistake. @param only the cases that matter for it: others cost time. */
  function resultsWith(mutant: string, only: RegExp): Promise<readonly CaseResult[]> {
    const key = `${mutant} ${only.source}`;
    const known = played.get(key) ?? playWith(mutant, only);
    played.set(key, known);
    return known;
  }

  const played = new Map<string, Promise<readonly CaseResult[]>>();

  async function playWith(mutant: string, only: RegExp): Promise<readonly CaseResult[]> {
    const cases = bench.cases.filter(({ id }) => only.test(id));
    const settings = settingsFor(bench.contract, ledgerDir);
    const api = await bench.open({ mutant });
    const how = { contract: bench.contract, settings, waves: [cases], stopAtBreach: false, lagMs: 20 };
    return (await play({ name: mutant, api, ...how })).results;
  }

  /** The causes of results; of several for a case, those of all of them, as if its server had made both mistakes. */
  function causesAmong(results: readonly CaseResult[]): Cause[] {
    const merged = new Map<string, CaseResult>();
    for (const result of results) {
      const { exchanges = [], findings = [] } = merged.get(result.id) ?? {};
      merged.set(result.id, {
        ...result,
        exchanges: [...exchanges, ...result.exchanges],
        findings: [...findings, ...result.findings],
      });
    }
    const inventory = bench.cases.filter(({ id }) => merged.has(id)).map(listed);
    return causesOf({ ...sampleRun([]), inventory, results: merged });
  }

  const idsOf = (causes: readonly Cause[]): string[] => causes.map(({ id }) => id);

  for (const [mutant, only, id] of [
    ['viewport-swapped', /^(viewport\.width\/|update\/burst)/, 'echo/viewport.width.exchanged'],
    [
      'viewport-ignored',
      /^(viewport\.width\/type|viewport\.force\/recording\/segments|update\/burst)/,
      'echo/viewport',
    ],
    ['viewport-square', /^(viewport\.width\/|update\/burst)/, 'echo/viewport.height'],
    ['response-viewport-width-null', /^(viewport\.width\/|update\/burst)/, 'schema/200/viewport.width.null'],
    [
      'response-wrapped-in-data',
      /^(viewport\.width\/|proxy_id\/set|update\/(burst|at-once|empty))/,
      'schema/200/members.missing',
    ],
    [
      'profile-refused',
      /^(profile(\.\w+)?\/(type|oneOf|pattern)|update\/together\/profile)/,
      'status/400-for-200/profile.type',
    ],
    [
      'save-changes-required',
      /^(profile(\.\w+)?\/(type|oneOf|pattern)|update\/together\/profile)/,
      'status/400-for-200/profile.type',
    ],
    [
      'viewport-only-presets',
      /^(viewport(\.\w+)?\/(type|minimum|maximum)|kiosk)/,
      'status/400-for-200/viewport.type',
    ],
    [
      'viewport-width-maximum-refuses-bound',
      /^viewport.*(maximum|extreme)/,
      'status/400-for-200/viewport.width.maximum',
    ],
    ['access-lets-in-no-header', /^(401|500)\//, 'status/200-for-401'],
    ['session-failing-as-200', /^500\//, 'status/200-for-500'],
    ['response-lacks-profile-id', /^(profile\/oneOf|profile\.name\/type)/, 'schema/200/profile.id.missing'],
    ['response-hides-proxy', /^(proxy_id\/set|proxy_id\/swap|disable_default_proxy\/type)/, 'echo/proxy_id'],
    ['access-lets-in-restricted-key', /^403\//, 'status/200-for-403'],
    ['force-stops-nothing', /^viewport\.force\/recording\/(segments|true)/, 'segments/still-running'],
    ['response-viewport-null', /^viewport\.width\//, 'schema/200/viewport.null'],
    ['response-proxy-id-an-object', /^proxy_id\/(set|swap|type)/, 'schema/200/proxy_id.type'],
    ['viewport-applied-then-500', /^(viewport\.width\/|update\/burst)/, 'status/500-for-200'],
    ['concurrent-updates-torn', /^update\/burst/, 'torn/last-read'],
  ] as const) {
    it(`are one where the server makes one mistake: ${mutant}`, async () => {
      const causes = causesAmong(await resultsWith(mutant, only));
      expect(idsOf(causes)).to.deep.equal([id]);
    });
  }

  for (const [one, other, only, ids] of [
    [
      'viewport-width-maximum-refuses-bound',
      'viewport-height-maximum-refuses-bound',
      /^viewport.*(maximum|extreme)/,
      ['status/400-for-200/viewport.width.maximum', 'status/400-for-200/viewport.height.maximum'],
    ],
    [
      'profile-refused',
      'viewport-only-presets',
      /^(profile|viewport)\/type|^update\/together\/(profile|three)/,
      ['status/400-for-200/profile.type', 'status/400-for-200/viewport.type'],
    ],
    [
      'viewport-square',
      'concurrent-updates-torn',
      /^(viewport\.width\/|update\/burst)/,
      ['echo/viewport.height', 'torn/last-read'],
    ],
    [
      'access-lets-in-key-in-x-api-key',
      'access-400-before-401',
      /^401\//,
      ['status/200-for-401', 'status/400-for-401'],
    ],
    [
      'viewport-applied-then-500',
      'access-401-but-applied',
      /^(viewport\.width\/|401\/no-header\/valid)/,
      ['status/500-for-200', 'applied-refusal/viewport.changed'],
    ],
    [
      'viewport-width-only',
      'nested-body-void',
      /^(viewport\.width\/type|body\/beside\/nested)/,
      ['echo/viewport.height', 'echo/viewport'],
    ],
    [
      'response-hides-proxy',
      'viewport-drops-the-proxy',
      /^(proxy_id\/set|proxy_id\/swap|viewport\.width\/)/,
      ['echo/proxy_id', 'frame/proxy_id.removed'],
    ],
    [
      'response-wrapped-in-data',
      'proxy-only-shown',
      /^proxy_id/,
      ['schema/200/members.missing', 'read-back/proxy_id'],
    ],
  ] as const) {
    it(`are two where it makes two: ${one} and ${other}`, async () => {
      const results = [...(await resultsWith(one, only)), ...(await resultsWith(other, only))];
      expect(idsOf(causesAmong(results))).to.include.members(ids);
    });
  }

  it('name what belongs to them, with its cases', async () => {
    const [cause] = causesAmong(await resultsWith('viewport-square', /^(viewport\.width\/|update\/burst)/));
    expect(cause?.also.map(({ id }) => id)).to.deep.equal(['torn/last-read']);
    expect(cause === undefined ? [] : casesOf(cause).map((one) => one.listed.id)).to.include('update/burst');
    expect(cause?.cases.map((one) => one.listed.id)).not.to.include('update/burst');
  });
});
