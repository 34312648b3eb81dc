import { accepts, refuses, tooSmall, type Row } from '../fixtures/contract.js';
import { INVALID_OR_NOT_FOUND } from '../fixtures/open-statuses.js';
import { requirement } from '../fixtures/requirements.js';
import { HEADFUL, RECORDED, STEALTH } from '../fixtures/session-kinds.js';
import type { Json, JsonObject } from '../src/model/json.js';

type Field = 'proxy_id' | 'disable_default_proxy' | 'profile' | 'viewport';

/** A valid value of each field, and some that break the schema. */
const VALID: Readonly<Record<Field, JsonObject>> = {
  proxy_id: { proxy_id: '<other proxy>' },
  disable_default_proxy: { disable_default_proxy: true },
  profile: { profile: { id: '<profile>' } },
  viewport: { viewport: { width: 1333, height: 831 } },
};
/** With the statement that each breaks: where it is not enforced, these cases have the same cause as its own. */
const INVALID: Readonly<Record<Field, readonly (readonly [value: Json, broken: string])[]>> = {
  proxy_id: [
    [7, 'proxy_id.type'],
    [['<other proxy>'], 'proxy_id.type'],
    [{ id: '<other proxy>' }, 'proxy_id.type'],
  ],
  disable_default_proxy: [
    ['true', 'disable_default_proxy.type'],
    [1, 'disable_default_proxy.type'],
    ['yes', 'disable_default_proxy.type'],
  ],
  profile: [
    [{}, 'profile.oneOf'],
    [{ name: 'not a name' }, 'profile.name.pattern'],
    [{ id: '<profile>', save_changes: 'true' }, 'profile.save_changes.type'],
  ],
  viewport: [
    [{ width: 1335, height: tooSmall('height') }, 'viewport.height.minimum'],
    [{ width: 1335, height: 833, refresh_rate: '30' }, 'viewport.refresh_rate.type'],
    [{ width: 1335, height: 833, force: 'true' }, 'viewport.force.type'],
  ],
};
const FIELDS: readonly Field[] = ['proxy_id', 'disable_default_proxy', 'profile', 'viewport'];
const PAIRS = FIELDS.flatMap((a, index) => FIELDS.slice(index + 1).map((b) => [a, b] as const));
const ORDERED = FIELDS.flatMap((a) => FIELDS.filter((b) => b !== a).map((b) => [a, b] as const));

/** Kernel's own pages contradict each other on whether the two ways to request "no proxy" may be combined. */
const PROXY_TWICE = {
  statuses: [200, 400, 403],
  because:
    'sources disagree on proxy_id beside disable_default_proxy: it is applied whole, or refused untouched',
};
const disputed = (...fields: Field[]): Partial<typeof PROXY_TWICE> =>
  fields.includes('proxy_id') && fields.includes('disable_default_proxy') ? PROXY_TWICE : {};

/** An API may look first at what it may forbid: the two fields together. */
const orForbidden = (statuses: number[], ...fields: Field[]): Pick<Row, 'statuses' | 'because'> =>
  disputed(...fields) === PROXY_TWICE
    ? {
        statuses: [...statuses, 403],
        because:
          'one of the fields is invalid, and the two together may be forbidden (403) before that is seen',
      }
    : {};

/** Updates are valid for every kind of session; these are sent to a kind other than the usual. */
const OTHER_KINDS: Readonly<Record<string, Pick<Row, 'session' | 'body' | 'procedure'>>> = {
  'profile+viewport': {
    session: RECORDED,
    procedure: 'segments',
    body: { ...VALID.profile, viewport: { width: 1333, height: 831, force: true } },
  },
};

/** What becomes of a recording where a profile is loaded. */
const SURVIVES_ON: Readonly<Record<string, Pick<Row, 'session' | 'procedure'>>> = {
  'proxy_id/profile': { session: RECORDED, procedure: 'segments' },
};

/** Whoever has taken the right member on in memory applies it with the next update. */
const AND_ON: Readonly<Record<string, Pick<Row, 'procedure' | 'start'>>> = {
  'viewport/profile': { procedure: 'and on', start: { proxy: 'set' } },
  'proxy_id/viewport': { procedure: 'and on' },
  'proxy_id/profile': { procedure: 'and on' },
  'profile/proxy_id': { procedure: 'and on', start: { profile: 'none' } },
};

/** The switch is for stealth browsers: whether other browsers accept it is open. */
const on = (...fields: Field[]): Pick<Row, 'session'> =>
  fields.includes('disable_default_proxy') ? { session: STEALTH } : {};

describe('whole updates', () => {
  describe('an empty update', () => {
    accepts('update/empty', 'an empty object, which changes nothing', {
      clause: requirement('members-are-changes'),
      body: {},
    });
  });

  describe('several fields together', () => {
    for (const [a, b] of PAIRS) {
      accepts(`update/together/${a}+${b}`, `${a} and ${b}`, {
        clause: requirement('members-are-changes'),
        body: { ...VALID[a], ...VALID[b] },
        ...on(a, b),
        ...OTHER_KINDS[`${a}+${b}`],
        ...disputed(a, b),
      });
    }
    accepts('update/together/three', 'all fields except the disputed one, with the profile by name', {
      clause: requirement('members-are-changes'),
      body: {
        ...VALID.proxy_id,
        profile: { name: '<profile name>', save_changes: true },
        viewport: { width: 1333, height: 831, refresh_rate: 43 },
      },
      session: HEADFUL,
    });
    for (const [slug, proxy_id] of Object.entries({ 'no-proxy': '', 'null-proxy': null })) {
      accepts(
        `update/together/${slug}+viewport`,
        `a proxy_id of ${JSON.stringify(proxy_id)} and a viewport`,
        {
          clause: requirement('members-are-changes'),
          body: { proxy_id, ...VALID.viewport },
          start: { proxy: 'set' },
        },
      );
    }
    accepts('update/together/proxy_id+switch-off', 'a proxy_id, and disable_default_proxy being false', {
      clause: requirement('members-are-changes'),
      body: { ...VALID.proxy_id, disable_default_proxy: false },
      ...on('disable_default_proxy'),
      ...PROXY_TWICE,
    });
    accepts('update/together/no-proxy+switch', 'an empty proxy_id, and disable_default_proxy', {
      clause: requirement('members-are-changes'),
      body: { proxy_id: '', ...VALID.disable_default_proxy },
      ...on('disable_default_proxy'),
      start: { proxy: 'set' },
      ...PROXY_TWICE,
    });
    accepts('update/together/all', 'all four fields', {
      clause: requirement('members-are-changes'),
      body: { ...VALID.proxy_id, ...VALID.disable_default_proxy, ...VALID.profile, ...VALID.viewport },
      ...on('disable_default_proxy'),
      ...PROXY_TWICE,
    });
  });

  describe('members in another order', () => {
    accepts('update/order/reversed', 'a forced resize and another proxy, each member in an unusual place', {
      clause: requirement('members-are-changes'),
      body: {
        viewport: { force: true, refresh_rate: 37, height: 847, width: 1363 },
        proxy_id: '<other proxy>',
      },
      session: RECORDED,
    });
  });

  describe('fields in another order', () => {
    accepts('update/order/switch-first', 'disable_default_proxy, then a proxy_id', {
      clause: requirement('members-are-changes'),
      body: { ...VALID.disable_default_proxy, ...VALID.proxy_id },
      ...on('disable_default_proxy'),
      ...PROXY_TWICE,
    });
  });

  describe('a field survives the update of another', () => {
    for (const [a, b] of ORDERED) {
      accepts(`update/survives/${a}/${b}`, `${a}, then ${b}`, {
        clause: requirement('members-are-changes'),
        body: VALID[b],
        ...on(a, b),
        // A loaded profile cannot be loaded again: any session with one serves.
        start: a === 'profile' ? { profile: 'loaded' } : { after: VALID[a] },
        ...SURVIVES_ON[`${a}/${b}`],
      });
    }
  });

  describe('a valid field with an invalid one: nothing is applied', () => {
    for (const b of FIELDS) {
      for (const [index, a] of FIELDS.filter((other) => other !== b).entries()) {
        const [value = null, broken = ''] = INVALID[b][index] ?? [];
        refuses(`update/mixed/${a}/${b}`, `a valid ${a} with an invalid ${b}`, {
          clause: requirement('bad-request'),
          body: { ...VALID[a], [b]: value },
          subject: broken,
          ...on(a, b),
          ...orForbidden([400], a, b),
          claim: 'breaks the schema',
          ...AND_ON[`${a}/${b}`],
        });
      }
    }
  });

  describe('the removal of a proxy with an invalid field: nothing is applied', () => {
    refuses('update/mixed/no-proxy/viewport', 'an empty proxy_id with an invalid viewport', {
      clause: requirement('bad-request'),
      body: { proxy_id: '', viewport: { width: 1335, height: tooSmall('height') } },
      subject: 'viewport.height.minimum',
      start: { proxy: 'set' },
      claim: 'breaks the schema',
    });
  });

  describe('a valid field with an empty one: nothing is applied', () => {
    for (const [field, beside, value, subject] of [
      ['viewport', 'proxy_id', null, 'null-as-absent'],
      ['viewport', 'proxy_id', {}, 'viewport.required'],
      ['profile', 'viewport', null, 'null-as-absent'],
      ['disable_default_proxy', 'viewport', null, 'null-as-absent'],
    ] as const) {
      const empty = JSON.stringify(value);
      refuses(`update/mixed/${beside}/${field}/${empty}`, `a valid ${beside} with a ${field} of ${empty}`, {
        clause: requirement('bad-request'),
        body: { ...VALID[beside], [field]: value },
        subject,
        ...on(field),
        claim: 'breaks the schema',
      });
    }
  });

  describe('a valid field with an unknown reference: nothing is applied', () => {
    const references: Readonly<Record<string, JsonObject>> = {
      proxy_id: { proxy_id: '<unknown id>' },
      profile: { profile: { id: '<unknown id>' } },
    };
    for (const [unknown, reference] of Object.entries(references)) {
      for (const field of FIELDS.filter((other) => other !== unknown)) {
        const mixed = { ...VALID[field], ...reference };
        refuses(
          `update/unknown-reference/${field}/${unknown}`,
          `a valid ${field} with an unknown ${unknown}`,
          {
            clause: requirement('bad-request'),
            body: mixed,
            // Whoever applies members in a random order applies the right one first every other time.
            ...(field === 'viewport' && unknown === 'proxy_id' ? { also: [mixed, mixed, mixed] } : {}),
            ...on(field),
            ...INVALID_OR_NOT_FOUND,
            ...(unknown === 'proxy_id' ? orForbidden([400, 404], field, unknown) : {}),
            ...AND_ON[`${field}/${unknown}`],
          },
        );
      }
    }
  });

  describe('the same update twice', () => {
    accepts('update/twice/viewport', 'the current viewport', {
      clause: requirement('members-are-changes'),
      body: { viewport: { width: 1337, height: 833, refresh_rate: 29 } },
      start: { after: { viewport: { width: 1337, height: 833, refresh_rate: 29 } }, repeated: true },
      session: HEADFUL,
    });
    accepts('update/twice/no-proxy', 'the removal of a proxy that is already removed', {
      clause: requirement('members-are-changes'),
      body: { proxy_id: '' },
      start: { after: { proxy_id: '' }, repeated: true },
    });
    accepts('update/twice/disable_default_proxy', 'a disable_default_proxy that is already set', {
      clause: requirement('members-are-changes'),
      body: { disable_default_proxy: true },
      start: { after: { disable_default_proxy: true }, repeated: true },
      session: STEALTH,
    });
  });

  describe('undeclared members', () => {
    const because =
      'the document does not say that undeclared members are refused: they are refused, or they have no effect';
    accepts('update/unknown/alone', 'an undeclared member', {
      clause: requirement('members-are-changes'),
      body: { no_such_member: 1 },
      statuses: [200, 400, 403],
      because,
    });
    accepts('update/unknown/beside', 'an undeclared member and a viewport', {
      clause: requirement('members-are-changes'),
      body: { no_such_member: { a: [] }, viewport: { width: 1339, height: 835 } },
      statuses: [200, 400, 403],
      because: `${because}; what stands beside them counts`,
    });
    accepts('update/unknown/inside', 'a viewport that has an undeclared member before its size', {
      clause: requirement('members-are-changes'),
      body: { viewport: { no_such_member: 1, width: 1349, height: 845 } },
      statuses: [200, 400, 403],
      because: `${because}; what stands beside them counts`,
    });
    accepts('update/unknown/other-letters', 'proxy_id spelled PROXY_ID', {
      clause: requirement('proxy-omitted-or-empty'),
      body: { PROXY_ID: '' },
      start: { proxy: 'set' },
      statuses: [200, 400, 403],
      because: `${because}; but Go's encoding/json matches names in any case by default`,
      subject: 'names-in-other-letters',
      isNote: true,
    });
    accepts('update/unknown/other-spelling', 'proxy_id spelled proxyId', {
      clause: requirement('proxy-omitted-or-empty'),
      body: { proxyId: '' },
      start: { proxy: 'set' },
      statuses: [200, 400, 403],
      because,
    });
    accepts('update/unknown/proto', 'a field inside a member called __proto__', {
      clause: requirement('proxy-omitted-or-empty'),
      raw: '{"__proto__":{"proxy_id":""}}',
      body: {},
      start: { proxy: 'set' },
      statuses: [200, 400, 403],
      because,
    });
    accepts('update/unknown/created-at', 'times that no update can change', {
      clause: requirement('created-at'),
      raw: '{"created_at":"2001-02-03T04:05:06Z","deleted_at":"2001-02-03T04:05:07Z"}',
      body: {},
      statuses: [200, 400, 403],
      because,
    });
    accepts('update/unknown/creation', 'members that only the creation of a session or the API itself sets', {
      clause: requirement('members-are-changes'),
      raw: JSON.stringify({
        ...{ headless: false, stealth: true, gpu: true, kiosk_mode: true, start_url: 'https://example.org/' },
        ...{ base_url: 'https://example.org/', cdp_ws_url: 'wss://example.org/', usage: { uptime_ms: 1 } },
        ...{ browser_live_view_url: 'https://example.org/', webdriver_ws_url: 'wss://example.org/' },
        ...{ persistence: { id: 'x' }, pool: { id: 'x', name: 'x' } },
      }),
      body: {},
      statuses: [200, 400, 403],
      because,
    });
    // On a headful session, which shows the rate that is sent.
    for (const [slug, known] of Object.entries({
      'no-proxy': { proxy_id: '' },
      switch: { disable_default_proxy: false },
      viewport: { viewport: { width: 1391, height: 883, refresh_rate: 41 } },
    })) {
      accepts(
        `update/unknown/creation/${slug}`,
        `${Object.keys(known).join()} beside members of a creation`,
        {
          clause: requirement('members-are-changes'),
          raw: JSON.stringify({
            ...{ ...known, headless: true, stealth: true, gpu: true, kiosk_mode: true, timeout_seconds: 71 },
            ...{ start_url: 'https://example.org/', width: 1393, height: 885, refresh_rate: 37 },
          }),
          body: known,
          session: HEADFUL,
          start: { proxy: 'set' },
          statuses: [200, 400, 403],
          because,
        },
      );
    }
    accepts('update/unknown/ids', 'a viewport beside ids that no session has', {
      clause: requirement('named-settings-of-one-session'),
      raw: '{"id":"no-such-session","session_id":"no-such-session","viewport":{"width":390,"height":844}}',
      body: { viewport: { width: 390, height: 844 } },
      statuses: [200, 400, 403],
      because: `${because}; the session is that of the path`,
    });
    accepts('update/unknown/query', 'a viewport, and a proxy_id in the query', {
      clause: requirement('members-are-changes'),
      body: { viewport: { width: 1377, height: 851 } },
      target: { query: '?proxy_id=' },
      start: { proxy: 'set' },
      statuses: [200, 400, 403],
      because: 'the document declares no query: it may be refused, or it has no effect',
    });
    accepts('update/unknown/immutable', 'members that only responses have', {
      clause: requirement('members-are-changes'),
      raw: '{"timeout_seconds":77,"session_id":"other"}',
      body: {},
      statuses: [200, 400, 403],
      because,
    });
    accepts('update/unknown/outside', 'the members of a viewport beside it', {
      clause: requirement('members-are-changes'),
      raw: '{"width":1383,"height":879,"refresh_rate":33,"force":true,"name":"no-such-profile"}',
      body: {},
      statuses: [200, 400, 403],
      because,
    });
  });

  describe('an update of a session that is left alone then', () => {
    accepts('update/later', 'an update that still holds a second later, in reads that agree', {
      clause: requirement('members-are-changes'),
      body: { viewport: { width: 768, height: 1024 }, proxy_id: '', ...VALID.profile },
      start: { proxy: 'set' },
      subject: 'later-reads',
      procedure: 'later',
    });
  });

  describe('concurrent updates', () => {
    accepts('update/burst', 'concurrent resizes, of which every read shows one, never a mix', {
      clause: requirement('members-are-changes'),
      body: { viewport: { width: 1341, height: 837 } },
      procedure: 'burst',
      needs: ['no gentleness'],
      statuses: [200, 400, 403],
      because:
        'the document does not say that updates of one session may overlap: one may be refused, none torn',
    });
    accepts('update/at-once', 'concurrent updates of the proxy and the viewport, neither of which is lost', {
      clause: requirement('members-are-changes'),
      body: { proxy_id: '<other proxy>', viewport: { width: 1345, height: 841 } },
      procedure: 'fields at once',
      needs: ['no gentleness'],
      statuses: [200, 400, 403],
      because:
        'the document does not say that updates of one session may overlap: one may be refused, none lost',
    });
    accepts('update/bystander', 'an update that changes no other session', {
      clause: requirement('named-settings-of-one-session'),
      body: { proxy_id: '<other proxy>', viewport: { width: 1343, height: 839 } },
      // A default that sessions share is changed for all of them by whoever writes to it.
      session: { special: 'without a viewport' },
      procedure: 'bystander',
      needs: ['two browsers'],
    });
  });
});
