import { mayChange } from './effects.js';
import { differences, shown } from './session-state.js';
import { memberClause, type AftermathCheck } from './subject.js';

/**
 * The answer to an update that loads a profile, and a read afterwards, show the same profile. What an update brings
 * along may be anything that fits the schema; but these are facts about one thing that was there before. Other members
 * that follow from an update may still be settling when it is answered.
 */
export const agreement: AftermathCheck = ({ accepted, answer, after, effects, schema }) => {
  if (!accepted || answer === undefined || after === undefined) return [];
  return differences(answer.members, after.members, true)
    .filter(({ before, after: is }) => before !== undefined && is !== undefined)
    .filter(({ path }) => path.startsWith('profile.') && mayChange(effects, path))
    .filter(({ path }) => effects.set.every((one) => one.path !== path)) // told by what it was to be
    .map(({ path, before, after: is }) => ({
      check: 'agreement',
      severity: 'breach',
      clause: memberClause(schema, path),
      because: `the answer showed ${path} ${shown(before)}, and a read after it shows ${shown(is)}`,
      exchange: after.index,
    }));
};
