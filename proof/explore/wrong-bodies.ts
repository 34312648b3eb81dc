import fc from 'fast-check';
import { isObject, type Json, type JsonObject } from '../../src/model/json.js';
import { members, withProfile, type Abilities } from './bodies.js';
import { NO_UTF_8 } from './encoding.js';
import { PLACEHOLDERS } from './placeholders.js';

/** Values of other types, many of which a lenient parser takes for a boolean, a number or a text. */
const NO_BOOLEAN: readonly Json[] = ['true', 'false', '', 1, 0, null, [], {}, [true]];
const NO_TEXT: readonly Json[] = [7, 0, true, false, [], {}];
const NO_WHOLE_NUMBER: readonly Json[] = ['', true, null, [], {}];
const NO_OBJECT: readonly Json[] = ['', 7, true, null, []];
/** Ids of nothing that a lookup trips over, or takes for anything. */
const ODD_IDS: readonly string[] = [
  'explore\0id',
  'explore😀id',
  "explore'id",
  'explore/id',
  'x'.repeat(300),
  '\ud83d',
];

/** So many of them are sent in a row at most. */
const MOST_IN_A_ROW = 40;

/** Updates, each of which is wrong in one place of its own, before or after members that are right. */
export function wrongBodies(abilities: Abilities): fc.Arbitrary<readonly Json[]> {
  const right = abilities.profiles
    ? fc.oneof({ weight: 4, arbitrary: members(abilities) }, { weight: 1, arbitrary: withProfile(abilities) })
    : members(abilities);
  // Dealt as from a deck, so that none comes twice before others come once.
  const dealt = fc.noBias(
    fc.shuffledSubarray([...allWrong(abilities)], { minLength: 1, maxLength: MOST_IN_A_ROW }),
  );
  return fc.tuple(dealt, right, inside, fc.boolean()).map(([wrong, others, company, first]) =>
    wrong.map((one) => {
      if (!('members' in one)) return one.body;
      const members = inCompany(one.members, company);
      // Whoever applies members one after the other has applied some of them before the wrong one is met.
      const rest = without(others, members);
      return first ? { ...members, ...rest } : { ...rest, ...members };
    }),
  );
}

/** What a viewport may have besides a size. Forced, nothing but what is wrong with it keeps it from a recorded session. */
const inside: fc.Arbitrary<JsonObject> = fc.constantFrom(
  {},
  { force: true },
  { refresh_rate: 30 },
  { refresh_rate: 30, force: true },
);

/** A viewport that is wrong in one place, in the company of members that are right. */
function inCompany(members: JsonObject, company: JsonObject): JsonObject {
  const { viewport } = members;
  return isObject(viewport) ? { ...members, viewport: { ...company, ...viewport } } : members;
}

/** Members of which one is wrong, or a body that is no object. */
type Wrong = { readonly members: JsonObject } | { readonly body: Json };

function allWrong(abilities: Abilities): readonly Wrong[] {
  const all: readonly JsonObject[] = [
    ...wrongProxies(abilities).map((proxy_id) => ({ proxy_id })),
    ...NO_BOOLEAN.map((wish) => ({ disable_default_proxy: wish })),
    ...wrongProfiles(abilities).map((profile) => ({ profile })),
    ...WRONG_VIEWPORTS.map((viewport) => ({ viewport })),
  ];
  const bodies: readonly Json[] = [null, [], 'text', '', 7, true, false];
  return [...all.map((one) => ({ members: one })), ...bodies.map((body) => ({ body }))];
}

function wrongProxies({ proxies, atOnce }: Abilities): readonly Json[] {
  if (!proxies) return NO_TEXT;
  const { proxyA, proxyInCapitals, halfAProxy, unknownId, proxyName, deletedProxy, profileA } = PLACEHOLDERS;
  return [
    ...NO_TEXT,
    ...[[proxyA], { id: proxyA }],
    ...[`${proxyA} `, ` ${proxyA}`],
    ...(atOnce ? [`${proxyA}${NO_UTF_8}`] : []), // a firewall may take it for an attack
    ...[`${proxyA}\ud83d`, proxyInCapitals, halfAProxy],
    ...[unknownId, proxyName, deletedProxy, profileA],
    ...[...ODD_IDS, ' ', '%', 'none', 'null', 'constructor'],
  ];
}

function wrongProfiles({ profiles, profileName, oddNames }: Abilities): readonly Json[] {
  const id = profiles ? PLACEHOLDERS.profileA : PLACEHOLDERS.unknownId;
  const name = profileName ? PLACEHOLDERS.profileName : PLACEHOLDERS.unknownName;
  const { profileInCapitals, halfAProfile, nameInCapitals, nameAsPattern, nameCut } = PLACEHOLDERS;
  const { nameAccented, nameInWideLetters, longestName, longestNameChanged, proxyA } = PLACEHOLDERS;
  const unknownIds = [PLACEHOLDERS.unknownId, proxyA, '', ...ODD_IDS];
  const nearlyIds = profileName ? [name, profileInCapitals, halfAProfile, ` ${id} `] : [];
  const nearlyNames = profileName ? [id, nameInCapitals, nameAsPattern, nameCut] : [];
  const aroundName = [` ${name}`, `${name} `, `${name}\n`, `@${name}`, `${name}/x`];
  const spelled = profileName ? [nameAccented, nameInWideLetters] : [];
  const long = oddNames ? [`${longestName}x`, longestNameChanged] : [];
  const texts = ['', ' ', 'a'.repeat(256), 'a/c', 'a\nc', 'aé', '@c', 'a+c', ':', 'a\u0000', '%c', 'c\u212a'];
  const ids: readonly Json[] = [...unknownIds, ...nearlyIds, 7, true, {}, null, [id]];
  const names: readonly Json[] = [
    ...[PLACEHOLDERS.unknownName, ...nearlyNames, ...aroundName, ...spelled, ...long, ...texts],
    ...[7, true, {}, null, [name]],
  ];
  return [
    ...[{}, { save_changes: true }, { ID: id }],
    ...[
      { id, name },
      { id, name: null },
      { name, id: null },
      { id: '', name },
      { id, name: '' },
    ],
    ...[name, id, ...NO_OBJECT, [{ id }]],
    ...ids.map((one) => ({ id: one })),
    ...names.map((one) => ({ name: one })),
    ...NO_BOOLEAN.map((wrong) => ({ id, save_changes: wrong })),
  ];
}

const SIZE = { width: 1111, height: 777 };

function wrongSides(lowest: number, highest: number): readonly Json[] {
  return [
    ...[lowest - 1, highest + 1],
    // What is left of these without their sign, or in 16 or 32 bits, is within the bounds.
    ...[-1000, 2 ** 16 + 1000, 2 ** 32 + 1000, 2 ** 64 + 4096],
    ...[0, -1, 1e9, 2 ** 53],
    ...[lowest - 0.5, highest + 0.5, lowest + 0.5, lowest + 1.25, 1000.5, 1000.0000001],
    ...[String(lowest + 1), String(highest), `${lowest + 1}.0`, `${lowest + 1}px`],
    ...[[lowest + 1], ...NO_WHOLE_NUMBER],
  ];
}

/** Every choice of a viewport's members that lacks one of those that it requires. */
const PARTS: readonly JsonObject[] = [{}, { width: 1111 }, { height: 777 }].flatMap((side) =>
  [{}, { refresh_rate: 30 }, { force: true }, { force: false }, { refresh_rate: 60, force: true }].map(
    (others) => ({ ...side, ...others }),
  ),
);

const WRONG_VIEWPORTS: readonly Json[] = [
  ...wrongSides(320, 7680).map((width) => ({ ...SIZE, width })),
  ...wrongSides(240, 4320).map((height) => ({ ...SIZE, height })),
  ...['60', 59.5, 60.0000001, [60], ...NO_WHOLE_NUMBER].map((refresh_rate) => ({ ...SIZE, refresh_rate })),
  ...NO_BOOLEAN.map((force) => ({ ...SIZE, force })),
  ...PARTS,
  ...[{ no_such_member: 1 }, { width: 0, height: 0 }, { WIDTH: 1280, HEIGHT: 800 }],
  ...[...NO_OBJECT, '1280x800', 1280, [1280, 800]],
];

/** The members of one object that another does not have: what is wrong must not be put right. */
function without(members: JsonObject, other: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(members).filter(([name]) => !Object.hasOwn(other, name)));
}
