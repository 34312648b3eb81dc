import fc from 'fast-check';
import { isObject, type Json, type JsonObject } from '../../src/model/json.js';
import { OFF_DEFAULT } from '../../src/api/leases/browsers.js';
import { PLACEHOLDERS } from './placeholders.js';

/** What the sequences of an exploration may use: what a plan or a key lacks is left out of them. */
export interface Abilities {
  readonly proxies: boolean;
  readonly profiles: boolean;
  /** The first profile has a name. */
  readonly profileName: boolean;
  /** There are profiles with names at the edges of what a name may be. */
  readonly oddNames: boolean;
  /** There is a profile without a name. */
  readonly nameless: boolean;
  /** What a session changes may be written back: the profile is the run's own. */
  readonly writeBack: boolean;
  readonly restrictedKey: boolean;
  /** Several updates at once are welcome. */
  readonly atOnce: boolean;
}

/** Sizes at the bounds, odd sizes, and anything between: a rounded or clamped one shows. */
const width = fc.oneof(
  { weight: 2, arbitrary: fc.constantFrom(320, 321, 7680, 7679, 1283, 1366) },
  { weight: 3, arbitrary: fc.integer({ min: 320, max: 7680 }) },
);
const height = fc.oneof(
  { weight: 2, arbitrary: fc.constantFrom(240, 241, 4320, 4319, 769, 807) },
  { weight: 3, arbitrary: fc.integer({ min: 240, max: 4320 }) },
);
const refresh_rate = fc.oneof(
  fc.constantFrom(60, 30, 25, 10, 61, 300, 1, 9),
  fc.constantFrom(15, 24, 48, 50, 72, 75, 90, 100, 120, 144, 165, 200, 240),
  fc.integer({ min: 1, max: 120 }),
  // The schema gives no bound: such a rate is refused, or it is the one that the session has.
  fc.constantFrom(2 ** 32 + 53, 2 ** 64 + 4096),
);

const square = fc.integer({ min: 320, max: 4320 }).map((side) => ({ width: side, height: side }));

/** Few sizes, that of a new session among them, so that they come again: then only the rate is another one. */
const sameSizes = fc.constantFrom(
  { width: OFF_DEFAULT.viewport.width, height: OFF_DEFAULT.viewport.height },
  { width: 1920, height: 1080 },
);

/** What people ask for by habit, and servers may know from a list; upright as well. */
const usualSize = fc
  .constantFrom(
    [640, 480],
    [800, 600],
    [1024, 768],
    [1280, 720],
    [1280, 800],
    [1366, 768],
    [1440, 900],
    [1600, 900],
    [1920, 1080],
    [1920, 1200],
    [2560, 1440],
    [3840, 2160],
    [844, 390],
  )
  .chain(([long = 0, short = 0]) =>
    fc.constantFrom({ width: long, height: short }, { width: short, height: long }),
  )
  .filter(({ width, height }) => width >= 320 && height >= 240);

/** A viewport that the schema allows. */
const viewport: fc.Arbitrary<JsonObject> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc
      .record({ width, height, refresh_rate, force: fc.boolean() }, { requiredKeys: ['width', 'height'] })
      .map(asObject),
  },
  {
    weight: 2,
    arbitrary: fc
      .tuple(
        fc.oneof(sameSizes, square, usualSize),
        fc.record({ refresh_rate, force: fc.boolean() }, { requiredKeys: [] }),
      )
      .map(([size, others]) => ({ ...size, ...others })),
  },
);

/** An update of the size alone. */
export const resize: fc.Arbitrary<JsonObject> = viewport.map((size) => ({ viewport: size }));

/** Either end of what a proxy may be: one of two, none, or null, which the schema allows. */
function proxyId({ proxies }: Abilities): fc.Arbitrary<Json> {
  const none = fc.constantFrom<Json>('', null);
  if (!proxies) return none;
  const some = fc.constantFrom<Json>(PLACEHOLDERS.proxyA, PLACEHOLDERS.proxyB);
  return fc.oneof({ weight: 3, arbitrary: some }, { weight: 2, arbitrary: none });
}

const ODD_NAMES = [
  PLACEHOLDERS.mixedName,
  PLACEHOLDERS.longestName,
  PLACEHOLDERS.shortestName,
  PLACEHOLDERS.digitsName,
];

/** A profile that exists, by id or by name. Only the first on a session is to be accepted: the model knows. */
function profile({ profileName, oddNames, nameless, writeBack }: Abilities): fc.Arbitrary<Json> {
  const choices: readonly JsonObject[] = [
    { id: PLACEHOLDERS.profileA },
    { id: PLACEHOLDERS.profileB },
    ...(profileName ? [{ name: PLACEHOLDERS.profileName }] : []),
    ...(nameless ? [{ id: PLACEHOLDERS.namelessProfile }] : []),
    ...(oddNames ? ODD_NAMES.map((name) => ({ name })) : []),
  ];
  const options = [{}, { save_changes: false }, ...(writeBack ? [{ save_changes: true }] : [])];
  return fc.tuple(fc.constantFrom(...choices), fc.constantFrom(...options)).map(([choice, option]) => ({
    ...choice,
    // So short a name may be somebody else's, and nothing is written back to it.
    ...(choice.name === PLACEHOLDERS.shortestName ? { save_changes: false } : option),
  }));
}

/** Any subset of the members that may stand together, a profile left out; now and then the other way round. */
export function members(abilities: Abilities): fc.Arbitrary<JsonObject> {
  const inOrder = fc.oneof(
    // Sources disagree on the two ways to speak of proxies, so most bodies hold only one of them.
    {
      weight: 4,
      arbitrary: fc.record({ proxy_id: proxyId(abilities), viewport }, { requiredKeys: [] }).map(asObject),
    },
    {
      weight: 3,
      arbitrary: fc
        .record({ disable_default_proxy: fc.boolean(), viewport }, { requiredKeys: [] })
        .map(asObject),
    },
    {
      weight: 1,
      arbitrary: fc
        .record(
          { proxy_id: proxyId(abilities), disable_default_proxy: fc.boolean(), viewport },
          { requiredKeys: ['proxy_id', 'disable_default_proxy'] },
        )
        .map(asObject),
    },
  );
  return fc.oneof(
    { weight: 3, arbitrary: inOrder },
    { weight: 1, arbitrary: inOrder.map((body) => turnedRound(body)) },
  );
}

/** The same object, with its members in the other order. */
function turnedRound(body: JsonObject): JsonObject {
  const turned = Object.entries(body).map(([name, value]): [string, Json] => [
    name,
    isObject(value) ? turnedRound(value) : value,
  ]);
  return Object.fromEntries(turned.reverse());
}

/** A profile, alone or beside other members. */
export function withProfile(abilities: Abilities): fc.Arbitrary<JsonObject> {
  return fc
    .tuple(profile(abilities), members(abilities))
    .map(([chosen, others]) => ({ profile: chosen, ...others }));
}

/** The ends of what a size may be. */
export const SMALLEST = { width: 320, height: 240 };
export const LARGEST = { width: 7680, height: 4320 };
const NARROW = [
  { width: 320, height: 4320 },
  { width: 7680, height: 240 },
];

/** Sizes whose rate is left to the API: all extremes, and another one before and after a rate of its own. */
export const sizesInARow: fc.Arbitrary<readonly JsonObject[]> = fc
  .tuple(fc.oneof(sameSizes, square), fc.constantFrom(60, 30, 7, 61), fc.constantFrom({}, { force: true }))
  .map(([size, rate, force]) =>
    [SMALLEST, LARGEST, ...NARROW, size, { ...size, refresh_rate: rate }, size].map((one) => ({
      viewport: { ...one, ...force },
    })),
  );

/** Two profiles, of which a session takes one at most. */
export const TWO_PROFILES: readonly JsonObject[] = [
  { profile: { id: PLACEHOLDERS.profileA } },
  { profile: { id: PLACEHOLDERS.profileB } },
];

/** What may be under way at once: sizes and proxies. */
export function concurrent(abilities: Abilities): fc.Arbitrary<JsonObject> {
  return fc.oneof(
    { weight: 3, arbitrary: resize },
    {
      weight: 1,
      arbitrary: fc.record({ proxy_id: proxyId(abilities), viewport }, { requiredKeys: [] }).map(asObject),
    },
  );
}

/** A record's type has named members; as JSON it is an object like any other. */
function asObject(record: Readonly<Record<string, Json>>): JsonObject {
  return { ...record };
}
