import { sameJson, type Json } from '../../src/model/json.js';
import type { CheckName } from '../../src/model/finding.js';
import type { ExploreFinding } from './finding.js';
import { differences, type Observable } from '../../src/checks/session-state.js';
import { shown } from '../../src/report/shown.js';
import { memberClause, type Shown } from '../../src/checks/subject.js';
import type { Ruling } from './model.js';

/** What findings about a session's members have in common. */
export interface Place {
  /** JSON pointer of the schema that describes a session. */
  readonly schema: string;
  /** `answer` to an update, or a `read`. */
  readonly in: 'answer' | 'read';
}

/**
 * What is wrong with what is seen of a session after an update that was accepted.
 * @param before what was seen last.
 */
export function afterAccepted(
  before: Observable,
  ruling: Ruling,
  seen: Shown,
  place: Place,
): ExploreFinding[] {
  const who = place.in === 'answer' ? 'the answer shows' : 'it shows';
  const findings: ExploreFinding[] = [];
  for (const [path, allowed] of ruling.set) {
    const value = seen.members.get(path);
    if (allowed.some((one) => sameJson(one, value))) continue;
    const because = `${who} ${path} ${shown(value)}, the update asked for ${choice(allowed)}`;
    findings.push(finding(place.in === 'answer' ? 'echo' : 'read-back', { path, because }, seen, place));
  }
  for (const [path, wrong] of ruling.never ?? []) {
    const value = seen.members.get(path);
    if (!wrong.some((one) => sameJson(one, value))) continue;
    const because = `${who} ${path} ${shown(value)}, which the update did not ask for`;
    findings.push(finding(place.in === 'answer' ? 'echo' : 'read-back', { path, because }, seen, place));
  }
  for (const { path, before: was, after: is } of differences(before, seen.members, place.in === 'answer')) {
    if (ruling.set.has(path) || isFree(path, ruling.free)) continue;
    const because = `${who} ${path} ${shown(is)}, it was ${shown(was)} and the update does not name it`;
    findings.push(finding('frame', { path, because }, seen, place));
  }
  return findings;
}

/** What an update has to show in reads, once its answer has shown which of several right states it is. */
export function narrowed(ruling: Ruling, answer: Shown): Ruling {
  const set = [...ruling.set].map(([path, allowed]) => {
    const shownValue = answer.members.get(path);
    return [path, allowed.some((one) => sameJson(one, shownValue)) ? [shownValue] : allowed] as const;
  });
  return { ...ruling, set: new Map(set) };
}

/** In what a read shows another profile than the answer to the update that loaded it: a profile existed before. */
export function agreeing(answer: Shown, seen: Shown, ruling: Ruling, place: Place): ExploreFinding[] {
  if (!ruling.free.includes('profile')) return [];
  return differences(answer.members, seen.members, true)
    .filter(({ path, after }) => path.startsWith('profile.') && after !== undefined && !ruling.set.has(path))
    .map(({ path, before: was, after: is }) => {
      const because = `it shows ${path} ${shown(is)}, the answer to the update showed ${shown(was)}`;
      return finding('agreement', { path, because }, seen, place);
    });
}

/** What is wrong with what a read shows of a session that nothing may have changed. @param why nothing may have. */
export function unchanged(before: Observable, seen: Shown, why: string, place: Place): ExploreFinding[] {
  return differences(before, seen.members, false).map(({ path, before: was, after: is }) => {
    const because = `${path} was ${shown(was)} before and is ${shown(is)} now, though ${why}`;
    return finding('untouched', { path, because }, seen, place);
  });
}

/** Updates that were accepted, as the model rules on them. */
export interface Accepted {
  readonly accepted: readonly Ruling[];
  /** Those of them that must already be visible, or overwritten by another. */
  readonly certain: readonly Ruling[];
}

/**
 * What is wrong with what is seen during or after updates that were under way at once: each member must be as one of
 * them asked for, or as it was where none did, and a viewport must be whole, never a mixture of two.
 */
export function afterSeveral(
  before: Observable,
  { accepted, certain }: Accepted,
  seen: Shown,
  place: Place,
): ExploreFinding[] {
  const who = place.in === 'answer' ? 'the answer shows' : 'in the end it shows';
  const findings: ExploreFinding[] = [];
  const changed = differences(before, seen.members, place.in === 'answer');

  const resized = certain.some(({ set }) => set.has('viewport.width'));
  const asBefore = !resized && changed.every(({ path }) => !path.startsWith('viewport'));
  if (!asBefore && !accepted.some((ruling) => showsViewportOf(ruling, seen.members))) {
    const [width, height] = ['width', 'height'].map((one) => shown(seen.members.get(`viewport.${one}`)));
    const because = `${who} a viewport of ${width} x ${height}, which no update that was accepted asked for`;
    findings.push(finding('torn', { path: 'viewport', because }, seen, place));
  }

  const proxies = accepted.flatMap(({ set }) => set.get('proxy_id') ?? []);
  const proxy = seen.members.get('proxy_id');
  const proxied = certain.some(({ set }) => set.has('proxy_id'));
  // A stealth session may show one by default once its own is taken away.
  const isOpen = accepted.some(({ free }) => free.includes('proxy_id'));
  if (proxied && !isOpen && !proxies.some((one) => sameJson(one, proxy))) {
    const because = `${who} proxy_id ${shown(proxy)}, asked for was ${choice(proxies)}`;
    findings.push(
      finding(place.in === 'answer' ? 'echo' : 'read-back', { path: 'proxy_id', because }, seen, place),
    );
  }

  for (const { path, before: was, after: is } of changed) {
    if (path.startsWith('viewport')) continue;
    if (path === 'proxy_id' && (isOpen || proxied || proxies.some((one) => sameJson(one, is)))) continue;
    const because = `${who} ${path} ${shown(is)}, it was ${shown(was)} and no update asked for that`;
    findings.push(finding('frame', { path, because }, seen, place));
  }
  return findings;
}

/** Is the viewport the one, and all of the one, that an update asked for? */
function showsViewportOf({ set }: Ruling, members: Observable): boolean {
  const wanted = [...set].filter(([path]) => path.startsWith('viewport.'));
  return (
    wanted.length > 0 &&
    wanted.every(([path, allowed]) => allowed.some((one) => sameJson(one, members.get(path))))
  );
}

function finding(
  check: CheckName,
  { path, because }: { readonly path: string; readonly because: string },
  seen: Shown,
  place: Place,
): ExploreFinding {
  const clause = memberClause(place.schema, path);
  return { check, severity: 'breach', clause, because, exchange: seen.exchange };
}

function choice(allowed: readonly (Json | undefined)[]): string {
  return [...new Set(allowed.map(shown))].join(' or ');
}

function isFree(path: string, free: readonly string[]): boolean {
  return free.some((one) => path === one || path.startsWith(`${one}.`));
}
