import { mayChange } from './effects.js';
import { differences } from './session-state.js';
import { memberClause, type AftermathCheck } from './subject.js';

/**
 * The answer to an update that loads a profile, and a read afterwards, show the same profile. Members that
 * follow from an update may be anything that fits the schema, and may still be settling when it is answered; but a
 * profile existed before, so its members are known.
 */
export const agreement: AftermathCheck = ({ accepted, answer, after, effects, schema }) => {
  if (!accepted || answer === undefined || after === undefined) return [];
  return differences(answer.members, after.members, true)
    .filter(({ before, after: read }) => before !== undefined && read !== undefined)
    .filter(({ path }) => path.startsWith('profile.') && mayChange(effects, path))
    .filter(({ path }) => effects.set.every((effect) => effect.path !== path)) // echo and read-back report those
    .map(({ path, before, after: read }) => ({
      check: 'agreement',
      severity: 'breach',
      clause: memberClause(schema, path),
      exchange: after.exchange,
      details: { path, answer: before, read },
    }));
};
