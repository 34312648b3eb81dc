import fc from 'fast-check';
import type { Json, JsonObject } from '../../src/model/json.js';
import { members, withProfile, type Abilities } from './bodies.js';
import { PLACEHOLDERS } from './placeholders.js';

/** Values of other types, many of which a lenient parser takes for a boolean, a number or a text. */
const NO_BOOLEAN: readonly Json[] = ['true', 'false', '', 1, 0, null, [], {}, [true]];
const NO_TEXT: readonly Json[] = [7, 0, true, false, [], {}, null];
const NO_WHOLE_NUMBER: readonly Json[] = ['', true, null, [], {}];
/** Ids of nothing that a lookup trips over, or takes for anything. */
const ODD_IDS: readonly string[] = [
  'explore\0id',
  'explore😀id',
  "explore'id",
  'explore/id',
  'x'.repeat(300),
  '\ud83d',
];

/** What is wrong in exactly one place, by the member that holds it. */
function wrongMembers(
  abilities: Abilities,
): readonly { weight: number; arbitrary: fc.Arbitrary<JsonObject> }[] {
  return [
    { weight: 12, arbitrary: wrongProxy(abilities).map((proxy_id) => ({ proxy_id })) },
    { weight: 5, arbitrary: pick(NO_BOOLEAN).map((wish) => ({ disable_default_proxy: wish })) },
    { weight: 30, arbitrary: wrongProfile(abilities).map((profile) => ({ profile })) },
    { weight: 32, arbitrary: wrongViewport.map((viewport) => ({ viewport })) },
  ];
}

/** An update that is wrong in one place, before or after members that are right. */
export function wrongBody(abilities: Abilities): fc.Arbitrary<Json> {
  const right = abilities.profiles
    ? fc.oneof({ weight: 4, arbitrary: members(abilities) }, { weight: 1, arbitrary: withProfile(abilities) })
    : members(abilities);
  const wrong = fc.tuple(fc.oneof(...wrongMembers(abilities)), right, fc.boolean());
  return fc.oneof(
    {
      weight: 12,
      // Whoever applies members one after the other has applied some of them before the wrong one is met.
      arbitrary: wrong.map(([one, others, first]): Json => {
        const rest = without(others, one);
        return first ? { ...one, ...rest } : { ...rest, ...one };
      }),
    },
    { weight: 1, arbitrary: pick<Json>([null, [], 'text', '', 7, true, false]) },
  );
}

function wrongProxy({ proxies }: Abilities): fc.Arbitrary<Json> {
  const wrongType = pick(NO_TEXT.filter((value) => value !== null));
  if (!proxies) return wrongType;
  const { proxyA, proxyInCapitals, halfAProxy, unknownId } = PLACEHOLDERS;
  const nearly = [`${proxyA} `, ` ${proxyA}`, proxyInCapitals, halfAProxy];
  return fc.oneof(
    { weight: 2, arbitrary: wrongType },
    { weight: 2, arbitrary: pick<Json>([unknownId, ' ', [proxyA], { id: proxyA }]) },
    { weight: 6, arbitrary: pick([...nearly, ...ODD_IDS, '%', 'none', 'constructor']) },
  );
}

function wrongProfile({ profiles, profileName, oddNames }: Abilities): fc.Arbitrary<Json> {
  const id = profiles ? PLACEHOLDERS.profileA : PLACEHOLDERS.unknownId;
  const name = profileName ? PLACEHOLDERS.profileName : PLACEHOLDERS.unknownName;
  const unknown: Json[] = [
    { id: PLACEHOLDERS.unknownId },
    { name: PLACEHOLDERS.unknownName },
    ...(profileName ? [{ name: PLACEHOLDERS.nameCut }] : []),
  ];
  const { profileInCapitals, halfAProfile, nameInCapitals, nameAsPattern } = PLACEHOLDERS;
  const nearly: Json[] = [
    ...[name, profileInCapitals, halfAProfile, ` ${id} `, '', ...ODD_IDS].map((one) => ({ id: one })),
    ...[id, nameInCapitals, nameAsPattern].map((one) => ({ name: one })),
  ];
  const beside = [` ${name}`, `${name} `, `${name}\n`, `@${name}`, `${name}/x`, PLACEHOLDERS.nameAccented];
  const nearlyName = oddNames ? [...beside, `${PLACEHOLDERS.longestName}x`] : beside;
  return fc.oneof(
    {
      weight: 4,
      arbitrary: pick<Json>([
        {},
        { save_changes: true },
        { id, name },
        { id, name: null },
        { name, id: null },
        { id: '', name },
        { id, name: '' },
        { ID: id },
      ]),
    },
    { weight: 3, arbitrary: pick<Json>([name, id, '', 7, true, null, [], [{ id }]]) },
    { weight: profiles ? 2 : 0, arbitrary: pick(unknown) },
    { weight: profileName ? 6 : 0, arbitrary: pick(nearly) },
    { weight: 2, arbitrary: pick<Json>([7, true, {}, null, [id], [id]]).map((wrong) => ({ id: wrong })) },
    {
      weight: 2,
      arbitrary: pick<Json>([7, true, {}, null, [name], [name]]).map((wrong) => ({ name: wrong })),
    },
    { weight: 2, arbitrary: wrongName.map((wrong) => ({ name: wrong })) },
    { weight: 3, arbitrary: pick(nearlyName).map((wrong) => ({ name: wrong })) },
    { weight: 3, arbitrary: pick(NO_BOOLEAN).map((wrong) => ({ id, save_changes: wrong })) },
  );
}

/** Too short, too long, or with a character that names may not hold. */
const wrongName = fc.oneof(
  pick(['', 'a'.repeat(256), 'a'.repeat(300)]),
  fc
    .tuple(pick(['', 'ab']), pick([' ', '/', '\n', 'é', '@', '+', ':', '\u0000', '%']), pick(['', 'c']))
    .map((parts) => parts.join('')),
);

const size = { width: fc.integer({ min: 320, max: 7680 }), height: fc.integer({ min: 240, max: 4320 }) };

function wrongSide(lowest: number, highest: number): fc.Arbitrary<Json> {
  return fc.oneof(
    { weight: 2, arbitrary: pick([lowest - 1, highest + 1]) },
    // What is left of these without their sign, or in 16 or 32 bits, is within the bounds.
    { weight: 1, arbitrary: pick([-1000, 2 ** 16 + 1000, 2 ** 32 + 1000, 2 ** 64 + 4096]) },
    { weight: 1, arbitrary: pick([0, -1, -lowest, 1e9, 2 ** 53, lowest - 0.5, highest + 0.5]) },
    {
      weight: 2,
      arbitrary: pick([String(lowest + 1), String(highest), `${lowest + 1}.0`, `${lowest + 1}px`]),
    },
    { weight: 1, arbitrary: pick<Json>([lowest + 0.5, lowest + 1.25, 1000.5]) },
    { weight: 1, arbitrary: pick<Json>([[lowest + 1]]) },
    { weight: 1, arbitrary: pick(NO_WHOLE_NUMBER) },
  );
}

const wrongViewport: fc.Arbitrary<Json> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ ...size, width: wrongSide(320, 7680) }) },
  { weight: 4, arbitrary: fc.record({ ...size, height: wrongSide(240, 4320) }) },
  {
    weight: 3,
    arbitrary: fc.record({ ...size, refresh_rate: pick<Json>(['60', 59.5, [60], ...NO_WHOLE_NUMBER]) }),
  },
  { weight: 3, arbitrary: fc.record({ ...size, force: pick(NO_BOOLEAN) }) },
  {
    weight: 3,
    arbitrary: fc.oneof(
      fc.record({ width: size.width }),
      fc.record({ height: size.height }),
      fc.record({ width: size.width, force: fc.boolean() }),
      fc.record({ height: size.height, refresh_rate: pick([30, 60]) }),
      fc
        .record({ ...size, refresh_rate: pick([30, 60]), force: fc.boolean() })
        .chain((whole) => fc.subarray(Object.keys(whole), { maxLength: 3 }).map((kept) => part(whole, kept))),
      pick<JsonObject>([{}, { force: true }, { refresh_rate: 60 }, { no_such_member: 1 }]),
    ),
  },
  {
    weight: 3,
    arbitrary: pick<Json>([
      null,
      '',
      '1280x800',
      1280,
      true,
      [],
      [1280, 800],
      { width: 0, height: 0 },
      { WIDTH: 1280, HEIGHT: 800 },
    ]),
  },
);

/** Some members of a viewport, and not all that it requires. */
function part(whole: JsonObject, kept: readonly string[]): JsonObject {
  const isWhole = kept.includes('width') && kept.includes('height');
  const names = isWhole ? kept.filter((name) => name !== 'height') : kept;
  return Object.fromEntries(Object.entries(whole).filter(([name]) => names.includes(name)));
}

function pick<T>(values: readonly T[]): fc.Arbitrary<T> {
  return fc.constantFrom(...values);
}

/** The members of one object that another does not have: what is wrong must not be put right. */
function without(members: JsonObject, other: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(members).filter(([name]) => !Object.hasOwn(other, name)));
}
