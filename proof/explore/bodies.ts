import fc from 'fast-check';
import type { Json, JsonObject } from '../../src/model/json.js';
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
  /** What a session changes may be written back: the profile is the run's own. */
  readonly writeBack: boolean;
  readonly restrictedKey: boolean;
  /** Several updates at once are welcome. */
  readonly atOnce: boolean;
}

/** Sizes at the bounds, odd sizes, and anything between: a rounded or clamped one shows. */
const width = fc.oneof(
  { weight: 2, arbitrary: fc.constantFrom(320, 321, 7680, 7679, 1283, 1367) },
  { weight: 3, arbitrary: fc.integer({ min: 320, max: 7680 }) },
);
const height = fc.oneof(
  { weight: 2, arbitrary: fc.constantFrom(240, 241, 4320, 4319, 769, 807) },
  { weight: 3, arbitrary: fc.integer({ min: 240, max: 4320 }) },
);
const refresh_rate = fc.oneof(fc.constantFrom(60, 30, 25, 10, 61, 300), fc.integer({ min: 1, max: 120 }));

/** Few sizes, that of a new session among them, so that they come again: then only the rate is another one. */
const sameSizes = fc.constantFrom(
  { width: OFF_DEFAULT.viewport.width, height: OFF_DEFAULT.viewport.height },
  { width: 1920, height: 1080 },
);

/** A viewport that the schema allows. */
const viewport: fc.Arbitrary<JsonObject> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc
      .record({ width, height, refresh_rate, force: fc.boolean() }, { requiredKeys: ['width', 'height'] })
      .map(asObject),
  },
  {
    weight: 1,
    arbitrary: fc
      .tuple(sameSizes, fc.record({ refresh_rate, force: fc.boolean() }, { requiredKeys: [] }))
      .map(([size, others]) => ({ ...size, ...others })),
  },
);

/** Either end of what a proxy may be: one of two, none, or null, which the schema allows. */
function proxyId({ proxies }: Abilities): fc.Arbitrary<Json> {
  const none = fc.constantFrom<Json>('', null);
  if (!proxies) return none;
  const some = fc.constantFrom<Json>(PLACEHOLDERS.proxyA, PLACEHOLDERS.proxyB);
  return fc.oneof({ weight: 3, arbitrary: some }, { weight: 2, arbitrary: none });
}

/** The name with most in it that a careless pattern stumbles over comes twice as often. */
const ODDLY_NAMED = [PLACEHOLDERS.mixedName, PLACEHOLDERS.mixedName, PLACEHOLDERS.longestName].map(
  (name) => ({ name }),
);

/** A profile that exists, by id or by name. Only the first on a session is to be accepted: the model knows. */
function profile({ profileName, oddNames, writeBack }: Abilities): fc.Arbitrary<Json> {
  const choices = [
    { id: PLACEHOLDERS.profileA },
    { id: PLACEHOLDERS.profileB },
    ...(profileName ? [{ name: PLACEHOLDERS.profileName }] : []),
    ...(oddNames ? ODDLY_NAMED : []),
  ];
  const options = [{}, { save_changes: false }, ...(writeBack ? [{ save_changes: true }] : [])];
  const chosen = fc
    .tuple(fc.constantFrom(...choices), fc.constantFrom(...options))
    .map(([choice, option]): Json => ({ ...choice, ...option }));
  if (!oddNames) return chosen;
  // So short a name may be somebody else's, and nothing is written back to it.
  const shortest = fc.constant<Json>({ name: PLACEHOLDERS.shortestName, save_changes: false });
  return fc.oneof({ weight: 5, arbitrary: chosen }, { weight: 1, arbitrary: shortest });
}

/** Any subset of the members that may stand together, a profile left out. */
export function members(abilities: Abilities): fc.Arbitrary<JsonObject> {
  return fc.oneof(
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
}

/** A profile, alone or beside other members. */
export function withProfile(abilities: Abilities): fc.Arbitrary<JsonObject> {
  return fc
    .tuple(profile(abilities), members(abilities))
    .map(([chosen, others]) => ({ profile: chosen, ...others }));
}

/** What may be under way at once: sizes and proxies. */
export function concurrent(abilities: Abilities): fc.Arbitrary<JsonObject> {
  return fc.oneof(
    { weight: 3, arbitrary: viewport.map((size) => ({ viewport: size })) },
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
