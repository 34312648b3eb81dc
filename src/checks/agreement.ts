import type { Details } from '../model/finding.js';
import { sameJson, type JsonObject } from '../model/json.js';
import { mayChange, type Effects } from './effects.js';
import { strayAddresses } from './address-agreement.js';
import { differences, type Difference } from './session-state.js';
import { memberClause, type AftermathCheck } from './subject.js';

/**
 * The answer to an update that loads a profile, and a read afterwards, show the same profile. Members that
 * follow from an update may be anything that fits the schema, and may still be settling when it is answered; but a
 * profile existed before, so its members are known. Where the document leaves open if a proxy stays or goes, both show
 * the same of it. And their addresses lead to the same place.
 */
export const agreement: AftermathCheck = (aftermath) => {
  const { accepted, answer, after, effects, schema } = aftermath;
  if (!accepted || answer === undefined || after === undefined) return [];
  const open = differences(answer.members, after.members, true)
    .filter((difference) => isOpen(effects, difference, [answer.state, after.state]))
    .map(({ path, before, after: read }): Disagreement => ({ path, answer: before, read }));
  const stray: readonly Disagreement[] = strayAddresses(answer.state, after.state, aftermath);
  return [...open, ...stray].map(({ isNote, ...details }) => ({
    check: 'agreement',
    severity: isNote === true ? 'note' : 'breach',
    clause: memberClause(schema, details.path),
    exchange: after.exchange,
    details,
  }));
};

type Disagreement = Details['agreement'] & { readonly isNote?: true };

/** Does nothing else say what the member has to be? Where it is known, echo and read-back report it. */
function isOpen(
  effects: Effects,
  { path, before, after }: Difference,
  shown: readonly JsonObject[],
): boolean {
  const set = effects.set.find((effect) => effect.path === path);
  if (path === 'proxy_id')
    return shown.every(({ proxy_id: id }) => set?.allowed.some((one) => sameJson(one, id)));
  const isShown = before !== undefined && after !== undefined;
  return isShown && path.startsWith('profile.') && mayChange(effects, path) && set === undefined;
}
