import { at } from '../../contract/document.js';
import { isObject, valueAt, type Json } from '../../model/json.js';
import { derivedRate, type DerivedRate } from '../../checks/derived-rate.js';
import { byImportance } from '../../checks/judge.js';
import { OFF_DEFAULT } from '../../api/leases/leases.js';
import type { ContractCase } from '../../model/contract-case.js';
import type { HeldSession } from '../session/held-session.js';
import { runOnSession } from './run-on-session.js';
import type { CaseRun } from '../case/send-case.js';
import type { Tools } from '../case/tools.js';

/** Two rates that no formula gives to any size: where one of them is kept, nothing was derived. */
const RATES_BEFORE = [13, 47] as const;
/** Larger both ways than any size of a row. */
const LARGE: Json = { viewport: { width: 2560, height: 1440 } };

/** The largest size of the document; undefined where it states no bounds. */
function largest({ document }: Tools): Json | undefined {
  const [width, height] = ['width', 'height'].map((side) =>
    at(document, `#/components/schemas/BrowserViewport/properties/${side}/maximum`),
  );
  return width === undefined || height === undefined ? undefined : { viewport: { width, height } };
}

/**
 * Leaves the rate of a size to the API after two different ones, and that of much larger sizes: it must follow from
 * the size alone, and must not rise with it. What the answer shows must be that rate, too.
 */
export async function runDerivedRates(
  testCase: ContractCase,
  session: HeldSession,
  tools: Tools,
): Promise<CaseRun> {
  const { width, height } = OFF_DEFAULT.viewport;
  const larger = [LARGE, largest(tools)].filter((body) => body !== undefined);
  const steps: ContractCase[] = [
    ...RATES_BEFORE.map((refresh_rate) => {
      const after = { viewport: { width, height, refresh_rate } };
      return { ...testCase, start: { ...testCase.start, after } };
    }),
    ...larger.map((body) => ({ ...testCase, body })),
  ];
  const rates: DerivedRate[] = [];
  let all: CaseRun = { exchanges: [], findings: [] };
  for (const step of steps) {
    const run = await runOnSession(step, session, tools);
    const asked = all.exchanges.length;
    all = followedBy(all, run);
    if (all.suiteError !== undefined || all.blocked !== undefined || all.findings.length > 0) return all;
    const seen = rateOf(step, session.state);
    const answered = rateOf(step, run.exchanges[0]?.response?.json);
    if (seen === undefined) return { ...all, unverified: 'the API shows no refresh rate for this session' };
    const findings = [
      ...derivedRate(seen, rates, testCase.clause.pointer, all.exchanges.length - 1),
      ...(answered === undefined ? [] : derivedRate(answered, [seen], testCase.clause.pointer, asked)),
    ];
    all = { ...all, findings: byImportance([...all.findings, ...findings]) };
    rates.push(seen);
  }
  return all;
}

function rateOf({ body }: ContractCase, state: Json | undefined): DerivedRate | undefined {
  const viewport = isObject(body) ? body.viewport : undefined;
  const [width, height] = ['width', 'height'].map((side) => valueAt(viewport, [side]));
  const rate = valueAt(state, ['viewport', 'refresh_rate']);
  return typeof width === 'number' && typeof height === 'number' && typeof rate === 'number'
    ? { width, height, rate }
    : undefined;
}

/** Two runs as one: the findings of the later point into the exchanges of both. */
function followedBy(earlier: CaseRun, later: CaseRun): CaseRun {
  const moved = later.findings.map((finding) => ({
    ...finding,
    exchange: finding.exchange + earlier.exchanges.length,
  }));
  return {
    ...earlier,
    ...later,
    exchanges: [...earlier.exchanges, ...later.exchanges],
    findings: [...earlier.findings, ...moved],
  };
}
