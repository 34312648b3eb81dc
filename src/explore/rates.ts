import { at } from '../contract/document.js';
import { isObject, type Json } from '../contract/json.js';
import { derivedRate, type DerivedRate } from '../judge/checks/derived-rate.js';
import type { Finding } from '../judge/finding.js';
import type { Shown } from '../judge/subject.js';
import type { Tools } from '../run/tools.js';
import type { ExploredSession } from './sessions.js';

const CLAUSE = '#/components/schemas/BrowserViewport/properties/refresh_rate';

/** Remembers the rates that the API derived from sizes during one sequence. */
export interface Rates {
  /**
   * @param body an update that was accepted.
   * @param seen what a read shows afterwards.
   * @returns what is wrong with a rate that the update left to the API.
   */
  judge(session: ExploredSession, body: Json, seen: Shown): Finding[];
}

/** Nothing is known yet of how rates are derived. */
export function createRates({ document }: Tools): Rates {
  const known: DerivedRate[] = [];
  const isSaid = at(document, CLAUSE) !== undefined;
  return {
    judge({ model }, body, { members, index }) {
      const viewport = isObject(body) ? body.viewport : undefined;
      // A headless session has no screen that a rate would apply to.
      if (!isSaid || model.kind.headless || !isObject(viewport) || 'refresh_rate' in viewport) return [];
      const [width, height, rate] = ['width', 'height', 'refresh_rate'].map((name) =>
        members.get(`viewport.${name}`),
      );
      if (typeof width !== 'number' || typeof height !== 'number' || typeof rate !== 'number') return [];
      const seen = { width, height, rate };
      const findings = derivedRate(seen, known, CLAUSE, index);
      known.push(seen);
      return findings;
    },
  };
}
