import { expect } from 'chai';
import type { Json, JsonObject } from '../model/json.js';
import type { ShownAs } from '../contract/schema-locations.js';
import { effectsOf, mayChange, wasApplied, type Effects } from './effects.js';

const SHOWN: Readonly<Record<string, ShownAs>> = {
  ...{ proxy_id: 'as a whole', profile: 'by its members', viewport: 'by its members' },
  ...{ name: 'as a whole', tags: 'as a whole', made: 'as a whole' },
  ...{ nested: 'by its members', 'nested.a': 'as a whole', 'nested.made': 'as a whole' },
  ...{ 'profile.id': 'as a whole', 'profile.name': 'as a whole', 'viewport.width': 'as a whole' },
  ...{ 'viewport.height': 'as a whole', 'viewport.refresh_rate': 'as a whole' },
  ...{ 'a.b': 'as a whole', list: 'as a whole', 'viewport.depth': 'as a whole' },
  ...{ 'nested.deep': 'by its members', 'nested.deep.b': 'as a whole' },
};

function effects(body: Json | undefined, before: JsonObject = { proxy_id: 'old' }): Effects {
  return effectsOf(body, {
    before,
    profileId: (name) => (name === 'known' ? 'profile7' : undefined),
    profileName: (id) => (id === 'profile7' ? 'known' : undefined),
    isDefaultProxy: (id) => id === 'default',
    shown: (path) => new Map(Object.entries(SHOWN)).get(path.join('.')) ?? 'not at all',
    isReadOnly: (path) => ['nested.made', 'made', 'list.0.made'].includes(path.join('.')),
  });
}

type Row = readonly [
  string,
  Json | undefined,
  Record<string, readonly (Json | undefined)[]>,
  readonly string[],
];

describe('what an accepted update sets', () => {
  const none = [undefined, '', null];
  const rows: readonly Row[] = [
    ['nothing by no body', undefined, {}, []],
    ['nothing by a body that is not an object', [{ proxy_id: 'new' }], {}, []],
    ['nothing by an empty body', {}, {}, []],
    ['the proxy by its id', { proxy_id: 'new' }, { proxy_id: ['new'] }, []],
    ['no proxy by an empty id', { proxy_id: '' }, { proxy_id: none }, []],
    ['the present proxy or none by null', { proxy_id: null }, { proxy_id: ['old', ...none] }, []],
    ['nothing that shows by disable_default_proxy', { disable_default_proxy: true }, {}, []],
    [
      'a profile by its id',
      { profile: { id: 'p', save_changes: true } },
      { 'profile.id': ['p'] },
      ['profile'],
    ],
    [
      'the id of a profile whose name is known',
      { profile: { name: 'known' } },
      { 'profile.id': ['profile7'], 'profile.name': ['known', undefined, null] },
      ['profile'],
    ],
    [
      'the name of a profile whose id is known, unless it is not looked up',
      { profile: { id: 'profile7' } },
      { 'profile.id': ['profile7'], 'profile.name': ['known', undefined, null] },
      ['profile'],
    ],
    [
      'the name of a profile that is not known',
      { profile: { name: 'other' } },
      { 'profile.name': ['other'] },
      ['profile'],
    ],
    ['some profile by neither id nor name', { profile: { save_changes: true } }, {}, ['profile']],
    ['some profile by what is no object', { profile: null }, {}, ['profile']],
    [
      'a size, and a rate that follows from it',
      { viewport: { width: 640, height: 480, force: true } },
      { 'viewport.width': [640], 'viewport.height': [480] },
      ['viewport.refresh_rate'],
    ],
    [
      'a size and a rate',
      { viewport: { width: 640, height: 480, refresh_rate: 0 } },
      { 'viewport.width': [640], 'viewport.height': [480], 'viewport.refresh_rate': [0] },
      [],
    ],
    ['an unknown field that Browser declares', { name: 'new' }, { name: ['new'] }, ['name']],
    ['an unknown field that is a list, whole', { name: [1, 2] }, { name: [[1, 2]] }, ['name']],
    [
      'an unknown field to null, or away, or not at all',
      { name: null },
      { name: [null, undefined, null, undefined] },
      ['name'],
    ],
    ['an unknown field to nothing, or away', { name: '' }, { name: ['', undefined, null] }, ['name']],
    [
      'the members of an unknown field that Browser declares, at any depth',
      { nested: { a: 1, deep: { b: 2 }, force: true, made: 'now' } },
      { 'nested.a': [1], 'nested.deep.b': [2] },
      ['nested'],
    ],
    ['a map of an unknown field, whole', { tags: { a: 'b' } }, { tags: [{ a: 'b' }] }, ['tags']],
    ['an empty map, or none', { tags: {} }, { tags: [{}, undefined, null] }, ['tags']],
    [
      'a null inside of an unknown field to null, away, or not at all',
      { nested: { a: null } },
      { 'nested.a': [null, undefined, null, undefined] },
      ['nested'],
    ],
    ['nothing by a member that is for answers only', { made: 'now' }, {}, []],
    [
      'a member of a known field that no rule speaks of',
      { viewport: { width: 1, height: 2, refresh_rate: 3, depth: 24 } },
      { 'viewport.width': [1], 'viewport.height': [2], 'viewport.refresh_rate': [3], 'viewport.depth': [24] },
      ['viewport.depth'],
    ],
    ['nothing by an unknown field that Browser does not declare', { telemetry: { on: true } }, {}, []],
    ['nothing by a field called as every object has one', { constructor: 1, toString: {} }, {}, []],
    [
      'everything that several fields name',
      {
        proxy_id: 'new',
        disable_default_proxy: false,
        profile: { id: 'p' },
        viewport: { width: 1, height: 2 },
        name: 'n',
      },
      { proxy_id: ['new'], 'profile.id': ['p'], 'viewport.width': [1], 'viewport.height': [2], name: ['n'] },
      ['profile', 'viewport.refresh_rate', 'name'],
    ],
  ];
  for (const [what, body, set, free] of rows) {
    it(`is ${what}`, () => {
      const found = effects(body);
      expect(Object.fromEntries(found.set.map(({ path, allowed }) => [path, allowed]))).to.deep.equal(set);
      expect(found.free).to.deep.equal(free);
    });
  }
});

describe('the proxy of a stealth session may be', () => {
  const rows: readonly (readonly [string, Json, Json | undefined, readonly (Json | undefined)[]])[] = [
    ['none or the default one, once its own is taken away', { proxy_id: '' }, 'old', ['', 'default']],
    ['none or still the default one, where it had no other', { proxy_id: '' }, 'default', ['', 'default']],
    ['none, the old one or the default one by null', { proxy_id: null }, 'old', ['', 'old', 'default']],
    ['away with the default one', { disable_default_proxy: true }, 'default', ['', 'default']],
    ['the default one again', { disable_default_proxy: false }, undefined, ['', 'default']],
    ['no other than before by the switch', { disable_default_proxy: true }, 'old', []],
    ['none where the default one is switched off', { disable_default_proxy: true }, '', []],
    ['the new one beside the switch', { disable_default_proxy: true, proxy_id: 'new' }, 'default', ['new']],
  ];
  for (const [what, body, had, right] of rows) {
    it(what, () => {
      const { set } = effects(body, { stealth: true, ...(had === undefined ? {} : { proxy_id: had }) });
      const isRight = (value: Json): boolean =>
        set.length > 0 &&
        set.every(({ allowed, isRightToo }) => allowed.includes(value) || isRightToo?.(value) === true);
      expect(['', 'old', 'default', 'new', 'another'].filter(isRight)).to.have.members(right);
    });
  }
});

describe('a member for answers only that an update names all the same', () => {
  const rows: readonly (readonly [Json, readonly string[]])[] = [
    [{ made: 'now' }, ['made']],
    [{ made: { by: { whom: 'me' } } }, ['made.by.whom']],
    [{ nested: { a: 1, made: 'now' } }, ['nested.made']],
    [{ nested: { made: [1] } }, ['nested.made']],
    [{ list: [{ a: 1, made: 'now' }] }, ['list']],
    [{ nested: { a: 1 } }, []],
  ];
  for (const [body, paths] of rows) {
    it(`is [${paths.join()}] in ${JSON.stringify(body)}, and must not be applied`, () => {
      const found = effects(body);
      expect((found.ignored ?? []).map(({ path }) => path)).to.deep.equal(paths);
      expect(found.set.map(({ path }) => path).filter((path) => paths.includes(path))).to.deep.equal([]);
      for (const { path, value } of found.ignored ?? []) {
        expect(wasApplied(found, path, value)).to.equal(true);
        expect(wasApplied(found, path, 'another value')).to.equal(false);
      }
    });
  }
});

describe('what may change by an accepted update', () => {
  const rows: readonly (readonly [Json, readonly string[], readonly string[]])[] = [
    [{}, [], ['proxy_id', 'profile.id', 'viewport.width', 'headless']],
    [{ proxy_id: null }, ['proxy_id'], ['profile', 'viewport.width', 'proxy']],
    [
      { profile: { id: 'p' } },
      ['profile', 'profile.id', 'profile.name', 'profile.created_at'],
      ['profile_id', 'proxy_id'],
    ],
    [
      { viewport: { width: 1, height: 2 } },
      ['viewport.width', 'viewport.height', 'viewport.refresh_rate', 'viewport.dpi'],
      ['viewport'],
    ],
    [{ viewport: { width: 1, height: 2, refresh_rate: 3 } }, ['viewport.refresh_rate'], ['viewport']],
    [{ tags: { a: 'b' } }, ['tags', 'tags.a', 'tags.c'], ['tag', 'tagsy']],
    [{ telemetry: {} }, [], ['telemetry']],
    [{ 'a.b': 'x' }, ['"a.b"'], ['a.b']],
  ];
  for (const [body, may, mayNot] of rows) {
    it(`is [${may.join()}] but not [${mayNot.join()}] by ${JSON.stringify(body)}`, () => {
      const found = effects(body);
      expect([...may, ...mayNot].filter((path) => mayChange(found, path))).to.deep.equal(may);
    });
  }
});
