import { OFF_DEFAULT } from '../../api/leases/browsers.js';
import { derivedRate, sameRate } from '../../checks/derived-rate.js';
import { requestSchemaOf } from '../../contract/operation.js';
import { statedAt } from '../../contract/schema-locations.js';
import type { ContractCase } from '../../model/case.js';
import type { Exchange } from '../../model/exchange.js';
import { byImportance, type DerivedRate } from '../../model/finding.js';
import { isObject, valueAt, type Json, type JsonObject } from '../../model/json.js';
import { unsent, type CaseRun } from '../case/case-run.js';
import type { CaseTools } from '../case/tools.js';
import type { HeldSession } from '../session/held-session.js';
import type { SessionProcedure } from './procedure.js';
import { runSingle } from './single.js';

/** Two rates that no formula gives to any size: where one of them is kept, nothing was derived. */
const RATES_BEFORE = [13, 47] as const;
const [RATE_OF_SAME_SIZE] = RATES_BEFORE;
/** Larger both ways than any size of a row. */
const LARGE = { viewport: { width: 2560, height: 1440 } };

/** The largest size of the document; undefined where it states no bounds. */
function largest({ document }: CaseTools): { readonly viewport: JsonObject } | undefined {
  const [width, height] = ['width', 'height'].map((side) =>
    statedAt(document, requestSchemaOf(document), ['viewport', side], 'maximum'),
  );
  return width === undefined || height === undefined ? undefined : { viewport: { width, height } };
}

/**
 * Leaves the rate of a size to the API after two different ones of another size and one of its own, and that of much
 * larger sizes: it must follow from the size alone, and must not rise with it. The answer must show the same rate.
 */
export const runDerivedRates: SessionProcedure = (testCase, session, tools) =>
  ratesOf(stepsOf(testCase, tools), session, tools);

/** Leaves the rates of the smallest and the largest size to the API: that of the smallest must be the higher one. */
export const runExtremeRates: SessionProcedure = (testCase, session, tools) => {
  const body = largest(tools);
  if (body === undefined)
    return Promise.resolve(unsent({ unverified: 'the document states no largest size' }));
  return ratesOf([testCase, { ...testCase, body }], session, tools, sameRate);
};

/** @param compare further, what the last step has led to with what the first has. */
async function ratesOf(
  steps: readonly ContractCase[],
  session: HeldSession,
  tools: CaseTools,
  compare: typeof sameRate = () => [],
): Promise<CaseRun> {
  const rates: DerivedRate[] = [];
  let all: CaseRun = { exchanges: [], findings: [] };
  for (const step of steps) {
    const clause = step.clause.pointer;
    const run = await runSingle(step, session, tools);
    all = followedBy(all, run);
    if (all.suiteError !== undefined || all.blocked !== undefined || all.findings.length > 0) return all;
    const asked = run.exchanges[0];
    const read = run.exchanges.at(-1);
    const seen = rateOf(step, session.state);
    if (seen === undefined || asked === undefined || read === undefined) {
      return { ...all, unverified: 'the API shows no refresh rate for this session' };
    }
    const [first] = rates;
    const findings = [
      ...derivedRate(seen, rates, clause, read),
      ...(first === undefined ? [] : compare(first, seen, clause, read)),
      ...inAnswer(step, asked).flatMap((answered) => derivedRate(answered, [seen], clause, asked)),
    ];
    all = { ...all, findings: byImportance([...all.findings, ...findings]) };
    rates.push(seen);
  }
  return all;
}

function stepsOf(testCase: ContractCase, tools: CaseTools): ContractCase[] {
  const { width, height } = OFF_DEFAULT.viewport;
  const larger = [LARGE, largest(tools)]
    .filter((body) => body !== undefined)
    .map((body) => withViewport(testCase, body.viewport))
    .filter((body) => tools.requestProblems(body).length === 0);
  const after = (viewport: JsonObject, repeated: boolean): ContractCase => ({
    ...testCase,
    start: { ...testCase.start, after: withViewport(testCase, viewport), repeated },
  });
  return [
    ...RATES_BEFORE.map((refresh_rate) => after({ width, height, refresh_rate }, false)),
    after({ refresh_rate: RATE_OF_SAME_SIZE }, true),
    ...larger.map((body) => ({ ...testCase, body })),
  ];
}

/** The body of a case with another viewport; what else it says of it, such as force, stays. */
function withViewport({ body }: ContractCase, viewport: JsonObject): Json {
  const present = isObject(body) && isObject(body.viewport) ? body.viewport : {};
  return { ...(isObject(body) ? body : {}), viewport: { ...present, ...viewport } };
}

function inAnswer(step: ContractCase, { response }: Exchange): DerivedRate[] {
  const rate = rateOf(step, response?.json);
  return rate === undefined ? [] : [rate];
}

function rateOf({ body }: ContractCase, state: Json | undefined): DerivedRate | undefined {
  const viewport = isObject(body) ? body.viewport : undefined;
  const [width, height] = ['width', 'height'].map((side) => valueAt(viewport, [side]));
  const rate = valueAt(state, ['viewport', 'refresh_rate']);
  return typeof width === 'number' && typeof height === 'number' && typeof rate === 'number'
    ? { width, height, rate }
    : undefined;
}

/** Two runs as one. */
function followedBy(earlier: CaseRun, later: CaseRun): CaseRun {
  return {
    ...earlier,
    ...later,
    exchanges: [...earlier.exchanges, ...later.exchanges],
    findings: [...earlier.findings, ...later.findings],
  };
}
