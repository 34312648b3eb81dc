import { isObject, type Json } from '../../src/model/json.js';
import { halfOf, inCapitals, inWideLetters } from '../../src/run/case/nearly-ids.js';
import { unknownId } from '../../src/run/case/unknown-id.js';
import type { Resources } from './model.js';

/** Bodies name resources by placeholders, so that a sequence reads, shrinks and is replayed the same with other ids. */
export const PLACEHOLDERS = {
  proxyA: '<proxy a>',
  proxyB: '<proxy b>',
  profileA: '<profile a>',
  profileB: '<profile b>',
  profileName: '<profile name>',
  /** A hyphen first, a digit, capitals, underscores, and two dots at the end. */
  mixedName: '<profile name of all kinds>',
  digitsName: '<profile name of digits>',
  longestName: '<profile name of 255>',
  shortestName: '<profile name of 1>',
  namelessProfile: '<profile without a name>',
  /** A name that exists, without its last letter, and with an accent on one of its letters. */
  nameCut: '<profile name cut>',
  nameAccented: '<profile name accented>',
  /** The same letters to whoever folds those that look alike; and a long name, with another last letter. */
  nameInWideLetters: '<profile name in wide letters>',
  longestNameChanged: '<profile name of 255 with another end>',
  /** Names and ids that exist, but for their letters' case, their second half, or one letter for which `_` stands. */
  nameInCapitals: '<profile name in capitals>',
  nameAsPattern: '<profile name as a pattern>',
  profileInCapitals: '<profile in capitals>',
  halfAProfile: '<half a profile>',
  proxyInCapitals: '<proxy in capitals>',
  halfAProxy: '<half a proxy>',
  proxyName: '<name of proxy a>',
  deletedProxy: '<deleted proxy>',
  unknownId: '<unknown id>',
  unknownName: '<unknown name>',
} as const;

/** What the placeholders stand for; ids that nobody has are new ones each time. Those for which nothing exists are left out. */
export function valuesOf({
  proxies,
  profiles,
  names,
  proxyName,
  deletedProxy,
}: Resources): ReadonlyMap<string, string> {
  const [proxyA, proxyB = proxyA] = proxies;
  const [profileA, profileB = profileA] = profiles;
  const name = profileA?.name ?? undefined;
  const known: readonly (readonly [string, string | undefined])[] = [
    [PLACEHOLDERS.proxyA, proxyA],
    [PLACEHOLDERS.proxyB, proxyB],
    [PLACEHOLDERS.profileA, profileA?.id],
    [PLACEHOLDERS.profileB, profileB?.id],
    [PLACEHOLDERS.profileName, name],
    [PLACEHOLDERS.mixedName, names?.mixed],
    [PLACEHOLDERS.longestName, names?.longest],
    [PLACEHOLDERS.shortestName, names?.shortest],
    [PLACEHOLDERS.digitsName, names?.digits],
    [PLACEHOLDERS.namelessProfile, profiles.find((one) => one.name === null)?.id],
    [PLACEHOLDERS.nameCut, name?.slice(0, -1)],
    [PLACEHOLDERS.nameAccented, name?.replace(/[a-z]/, (letter) => `${letter}\u0301`.normalize('NFC'))],
    [PLACEHOLDERS.nameInWideLetters, name === undefined ? undefined : inWideLetters(name)],
    [PLACEHOLDERS.longestNameChanged, names?.longest.replace(/x$/, 'y')],
    [PLACEHOLDERS.nameInCapitals, name === undefined ? undefined : inCapitals(name)],
    [PLACEHOLDERS.nameAsPattern, name?.replace(/[^_]$/, '_')],
    [PLACEHOLDERS.profileInCapitals, profileA === undefined ? undefined : inCapitals(profileA.id)],
    [PLACEHOLDERS.halfAProfile, profileA === undefined ? undefined : halfOf(profileA.id)],
    [PLACEHOLDERS.proxyInCapitals, proxyA === undefined ? undefined : inCapitals(proxyA)],
    [PLACEHOLDERS.halfAProxy, proxyA === undefined ? undefined : halfOf(proxyA)],
    [PLACEHOLDERS.proxyName, proxyName],
    [PLACEHOLDERS.deletedProxy, deletedProxy],
    [PLACEHOLDERS.unknownId, unknownId()],
    [PLACEHOLDERS.unknownName, `nobody-${unknownId()}`],
  ];
  return new Map(
    known.flatMap(([placeholder, value]) => (value === undefined ? [] : [[placeholder, value]])),
  );
}

/** Fills placeholders in, also where they are part of a longer text. */
export function fillIn(body: Json, values: ReadonlyMap<string, string>): Json {
  if (typeof body === 'string') {
    return body.replaceAll(/<[^<>]+>/g, (found) => values.get(found) ?? found);
  }
  if (Array.isArray(body)) return body.map((item) => fillIn(item, values));
  if (!isObject(body)) return body;
  return Object.fromEntries(Object.entries(body).map(([name, member]) => [name, fillIn(member, values)]));
}
