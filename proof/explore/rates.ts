import { isObject, type Json } from '../../src/model/json.js';
import { derivedRate, sameRate } from '../../src/checks/derived-rate.js';
import type { DerivedRate } from '../../src/model/finding.js';
import { inWords, type ExploreFinding } from './finding.js';
import type { Shown } from '../../src/checks/subject.js';
import type { CaseTools } from '../../src/run/case/tools.js';
import { LARGEST, SMALLEST } from './bodies.js';
import { clauseIn } from './model-holds.js';
import type { ExploredSession } from './sessions.js';

/** Remembers the rates that the API derived from sizes during one sequence. */
export interface Rates {
  /**
   * @param body an update that was accepted.
   * @param seen what a read shows afterwards.
   * @returns what is wrong with a rate that the update left to the API.
   */
  judge(session: ExploredSession, body: Json, seen: Shown): ExploreFinding[];
}

function isSize(one: DerivedRate, { width, height }: Pick<DerivedRate, 'width' | 'height'>): boolean {
  return one.width === width && one.height === height;
}

/** Nothing is known yet of how rates are derived. */
export function createRates({ document }: CaseTools): Rates {
  const known: DerivedRate[] = [];
  const clause = clauseIn(document, 'rate-derived');
  return {
    judge({ model }, body, { members, exchange }) {
      const viewport = isObject(body) ? body.viewport : undefined;
      // A headless session has no screen that a rate would apply to.
      if (clause === undefined || model.kind.headless || !isObject(viewport) || 'refresh_rate' in viewport)
        return [];
      const [width, height, rate] = ['width', 'height', 'refresh_rate'].map((name) =>
        members.get(`viewport.${name}`),
      );
      if (typeof width !== 'number' || typeof height !== 'number' || typeof rate !== 'number') return [];
      const seen = { width, height, rate };
      const findings = derivedRate(seen, known, clause, exchange);
      const smallest = known.find((one) => isSize(one, SMALLEST));
      if (smallest !== undefined && isSize(seen, LARGEST))
        findings.push(...sameRate(smallest, seen, clause, exchange));
      known.push(seen);
      return inWords(findings);
    },
  };
}
