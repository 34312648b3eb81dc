import { isDateTime, sameInstant } from '../contract/date-time.js';
import type { Finding, MemberMismatch } from '../model/finding.js';
import { sameJson, valueAt, type Json } from '../model/json.js';
import { memberClause, type Aftermath, type AftermathCheck } from './subject.js';

/** The answer to an accepted update shows the members that it named, as sent. */
export const echo: AftermathCheck = (aftermath) => missed('echo', aftermath, 'answer');

/** A read after an accepted update shows the members that it named, as sent. */
export const readBack: AftermathCheck = (aftermath) => missed('read-back', aftermath, 'read');

/** A time may be shown in another spelling. */
function isSame(right: Json | undefined, value: Json | undefined): boolean {
  if (sameJson(right, value)) return true;
  if (typeof right !== 'string' || typeof value !== 'string') return false;
  return isDateTime(right) && isDateTime(value) && sameInstant(right, value);
}

function missed(
  check: 'echo' | 'read-back',
  { accepted, effects, schema, apart, answer, after, before }: Aftermath,
  where: 'answer' | 'read',
): Finding[] {
  const seen = where === 'answer' ? answer : after;
  if (!accepted || seen === undefined) return [];
  const described = where === 'answer' ? (apart?.answers ?? schema) : schema;
  const wrong = effects.set.flatMap(({ path, allowed, isRightToo }): MemberMismatch[] => {
    if (apart?.isDeclaredIn(where, path) === false) return [];
    const value = valueAt(seen.state, path.split('.'));
    const isRight = allowed.some((right) => isSame(right, value)) || isRightToo?.(value) === true;
    return isRight ? [] : [{ path, value, allowed }];
  });
  return withExchanged(withUnchanged(wrong, effects, before)).map((details) => {
    const clause = memberClause(described, details.path);
    return { check, severity: 'breach', clause, exchange: seen.exchange, details };
  });
}

/** Of an object whose members all are as they were, that nothing of it was taken on. */
function withUnchanged(
  wrong: readonly MemberMismatch[],
  { set }: Aftermath['effects'],
  before: Aftermath['before'],
): MemberMismatch[] {
  const isUnchanged = (path: string): boolean =>
    wrong.some((one) => one.path === path && before.has(path) && isSame(before.get(path), one.value));
  return wrong.map((one) => {
    const outer = one.path.split('.').slice(0, -1).join('.');
    const sent = set.filter(({ path }) => outer !== '' && path.startsWith(`${outer}.`));
    return sent.length > 1 && sent.every(({ path }) => isUnchanged(path))
      ? { ...one, unchangedIn: outer }
      : one;
  });
}

/** Of two members that show each other's values, one mismatch: that they were exchanged. */
function withExchanged([first, ...others]: readonly MemberMismatch[]): MemberMismatch[] {
  if (first === undefined) return [];
  const isKept = first.unchangedIn !== undefined;
  const other = isKept ? undefined : others.find((one) => shows(one, first) && shows(first, one));
  if (other === undefined) return [first, ...withExchanged(others)];
  const rest = others.filter((one) => one !== other);
  return [{ ...first, exchangedWith: other.path }, ...withExchanged(rest)];
}

function shows({ value }: MemberMismatch, { allowed }: MemberMismatch): boolean {
  return value !== undefined && allowed.some((right) => isSame(right, value));
}
