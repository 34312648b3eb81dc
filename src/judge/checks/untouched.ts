import { differences, shown } from '../session-state.js';
import type { AftermathCheck } from '../subject.js';

/** A refused update changes nothing at all. */
export const untouched: AftermathCheck = ({ accepted, before, after, schema }) => {
  if (accepted || after === undefined) return [];
  return differences(before, after.members, false).map(({ path, before: was, after: is }) => ({
    check: 'untouched',
    severity: 'breach',
    clause: `${schema}/properties/${path.split('.')[0] ?? path}`,
    because: `${path} was ${shown(was)} before and is ${shown(is)} now, though the update had to be refused`,
    exchange: after.index,
  }));
};
