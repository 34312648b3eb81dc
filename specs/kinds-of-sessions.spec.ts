import { accepts, boundOf, observes, refusedInCompany, refuses, type Row } from '../fixtures/contract.js';
import { INVALID_OR_FORBIDDEN, INVALID_OR_NOT_FOUND } from '../fixtures/open-statuses.js';
import { requirement } from '../fixtures/requirements.js';
import {
  HEADFUL,
  KIOSK,
  RECORDED,
  RECORDED_BEFORE,
  RECORDED_TWICE,
  RECORDED_WITH_GPU,
  STEALTH,
  WITH_GPU,
} from '../fixtures/session-kinds.js';
import type { Start } from '../src/model/case.js';
import type { Json, JsonObject } from '../src/model/json.js';
import type { SessionKind } from '../src/model/session-kind.js';

type Update =
  | 'empty'
  | 'nothing-new'
  | 'proxy'
  | 'no-proxy'
  | 'viewport'
  | 'smallest'
  | 'largest'
  | 'square'
  | 'both'
  | 'switch'
  | 'profile';

interface Kind {
  readonly slug: string;
  readonly words: string;
  readonly session: Partial<SessionKind>;
  /** Left out: that of the update. */
  readonly clause?: ReturnType<typeof requirement>;
  /** The state of it that the rows start from, unless they want another. */
  readonly start?: Start;
  /** What other specs try on such a session, or what would take one of its own. */
  readonly without?: readonly Update[];
}

/** What people ask for by habit, and servers may know from a list: for each kind a size, its rate, and one for another size. */
const USUAL_SCREENS = [
  [1280, 720, 24, 100],
  [1366, 768, 61, 61],
  [1440, 900, 50, 144],
  [1600, 900, 72, 165],
  [1920, 1200, 75, 200],
  [3840, 2160, 30, 240],
  [800, 600, 90, 120],
] as const;

/** What must not reach the recording of a session either. */
const FORCED: Json = { viewport: { width: 1495, height: 949, force: true } };

const KINDS: readonly Kind[] = [
  {
    slug: 'headful',
    words: 'a headful browser without a proxy',
    session: HEADFUL,
    start: { proxy: 'none' },
    without: ['switch', 'profile'],
  },
  { slug: 'stealth', words: 'a stealth browser', session: STEALTH, without: ['switch', 'profile'] },
  { slug: 'recorded', words: 'a recorded browser', session: RECORDED, without: ['switch', 'profile'] },
  {
    slug: 'recorded-twice',
    words: 'a stealth browser, recorded twice',
    session: RECORDED_TWICE,
    without: ['profile'],
  },
  {
    slug: 'recorded-before',
    words: 'a browser that was recorded',
    session: RECORDED_BEFORE,
    without: ['switch', 'profile'],
  },
  {
    slug: 'kiosk',
    words: 'a browser in kiosk mode',
    session: KIOSK,
    clause: requirement('shows-kiosk-mode'),
    without: ['switch', 'profile'],
  },
  {
    slug: 'gpu',
    words: 'a browser with a GPU',
    session: WITH_GPU,
    clause: requirement('shows-gpu'),
    without: ['switch'],
  },
];

/** What every kind of session takes, in sizes of its own. @param index of the kind. */
const updates = (kind: Kind, index: number): Record<Update, [words: string, row: Row]> => {
  const size = index * 2;
  const [width, height, rate, otherRate] = USUAL_SCREENS[index] ?? [1501, 841, 53, 59];
  const isStealth = kind.session.stealth === true;
  const viewportOf = (width: number, height: number, refresh_rate: number): JsonObject => ({
    width,
    height,
    ...(kind.session.headless === false ? { refresh_rate } : {}),
    ...(kind.session.recording === true ? { force: true } : {}),
  });
  const viewport = viewportOf(width, height, rate);
  const [narrow, wide] = [boundOf('width', 'minimum', 320), boundOf('width', 'maximum', 7680)];
  const [low, high] = [boundOf('height', 'minimum', 240), boundOf('height', 'maximum', 4320)];
  const clause = requirement('arbitrary-sizes-and-rates');
  return {
    empty: ['an empty object', { clause: requirement('members-are-changes'), body: {} }],
    // Each leaves everything as it is, and they are judged by what is left in the end.
    'nothing-new': [
      'null as the proxy, and other updates that leave a session without a proxy as it is',
      {
        clause: requirement('members-are-changes'),
        body: { proxy_id: '' },
        also: [
          { proxy_id: null },
          ...(isStealth ? [{ disable_default_proxy: true }, { disable_default_proxy: false }] : []),
          {},
        ],
        start: { proxy: 'none', profile: 'loaded' },
        ...watchedOn(kind),
      },
    ],
    proxy: ['another proxy', { clause: requirement('proxy-by-id'), body: { proxy_id: '<other proxy>' } }],
    'no-proxy': [
      'an empty proxy_id',
      { clause: requirement('proxy-omitted-or-empty'), body: { proxy_id: '' }, start: { proxy: 'set' } },
    ],
    viewport: ['a viewport', { clause, body: { viewport }, start: { proxy: 'set' } }],
    smallest: ['the smallest size', { clause, body: { viewport: viewportOf(narrow, low, 300) } }],
    largest: ['the largest size', { clause, body: { viewport: viewportOf(wide, high, 60) } }],
    square: ['a square', { clause, body: { viewport: viewportOf(1203 + size, 1203 + size, 47) } }],
    both: [
      'an upright viewport and another proxy',
      {
        clause: requirement('members-are-changes'),
        body: {
          viewport: viewportOf(841 + size, 1502 + size, otherRate),
          proxy_id: '<other proxy>',
        },
      },
    ],
    switch: [
      'disable_default_proxy',
      { clause: requirement('stealth-connects-directly'), body: { disable_default_proxy: true } },
    ],
    profile: [
      'a profile, by name',
      { clause: requirement('profile-by-id-or-name'), body: { profile: { name: '<profile name>' } } },
    ],
  };
};

/** Recordings are looked at as well. */
function watchedOn({ session }: Kind): Pick<Row, 'procedure'> {
  return session.recording === true ? { procedure: 'segments' } : {};
}

/** What else shows by recordings, by the id of the row: both of two go on, and the first resize throws no ended one away. */
const WATCHED: readonly string[] = [
  'recorded-twice/empty',
  'recorded-twice/proxy',
  'recorded-twice/no-proxy',
  'recorded-before/smallest',
];

type Refused = 'unknown-proxy' | 'unknown-profile';

/** What no kind of session takes, though its form is right. */
const REFUSED: Record<Refused, [words: string, row: Row]> = {
  'unknown-proxy': [
    'an unknown proxy id',
    { clause: requirement('proxy-by-id'), body: { proxy_id: '<unknown id>' }, ...INVALID_OR_NOT_FOUND },
  ],
  'unknown-profile': [
    'an unknown profile name',
    {
      clause: requirement('profile-exists'),
      body: { profile: { name: '<unknown name>' } },
      ...INVALID_OR_NOT_FOUND,
    },
  ],
};

/** They come before a profile is loaded, where that is possible; the others come after it. */
const BEFORE_A_PROFILE: readonly string[] = ['empty', 'proxy', 'no-proxy', 'smallest', 'both'];

/** Thirteen in all: the tenth is among them, for whoever loses something with it, and what each one toggles is another. */
const MANY: Readonly<Record<string, Pick<Row, 'also'>>> = {
  'recorded-before/empty': { also: Array.from({ length: 12 }, () => ({})) },
};

describe('every kind of session', () => {
  for (const [index, kind] of KINDS.entries()) {
    const { slug, words, session, clause, start = {}, without = [] } = kind;
    describe(words, () => {
      for (const [update, [what, row]] of Object.entries(updates(kind, index))) {
        if (without.some((one) => one === update)) continue;
        const id = `${slug}/${update}`;
        const isBefore = BEFORE_A_PROFILE.includes(update) && session !== KIOSK;
        accepts(id, what, {
          ...{ ...row, session },
          start: { ...start, ...row.start, ...(isBefore ? { profile: 'none' } : {}) },
          ...(clause === undefined ? {} : { clause }),
          ...MANY[id],
          ...(WATCHED.includes(id) ? { procedure: 'segments' } : {}),
        });
      }
      for (const [refused, [what, row]] of Object.entries(REFUSED)) {
        // A session that has a profile may refuse another before it looks at it.
        const isOfProfile = refused.endsWith('profile');
        if (isOfProfile && session === KIOSK) continue;
        const profile = isOfProfile ? ({ profile: 'none' } as const) : {};
        refuses(`${slug}/${refused}`, what, { ...row, session, start: { ...start, ...profile } });
      }
      refuses(`${slug}/second-profile`, 'another profile than the one that is loaded', {
        clause: requirement('profile-only-once'),
        body: { profile: { id: '<other profile>' } },
        session,
        start: { ...start, profile: 'loaded' },
        ...INVALID_OR_FORBIDDEN,
      });
      if (session.stealth !== true) {
        observes(`${slug}/switch-on-and-off`, 'disable_default_proxy, on and off, which shows nowhere', {
          clause: requirement('stealth-connects-directly'),
          body: { disable_default_proxy: true },
          also: [{ disable_default_proxy: false }],
          ...{ session, ...watchedOn(kind) },
          start: { ...start, profile: 'loaded' },
        });
      }
      for (const [who, credential, need] of [
        ['no-key', 'no header', 'no gentleness'],
        ['wrong-key', 'last character changed', 'no gentleness'],
        ['restricted-key', 'restricted key', 'restricted key'],
      ] as const) {
        const isWrong = credential !== 'restricted key';
        refuses(
          `${slug}/${who}`,
          `${session.recording === true ? 'another proxy, then a forced resize, ' : 'another proxy '}with ${isWrong ? credential : 'a key that may not update'}`,
          {
            clause: requirement(isWrong ? 'unauthorized' : 'forbidden'),
            body: { proxy_id: '<other proxy>' },
            ...(session.recording === true ? { also: [FORCED] } : {}),
            ...{ session, start, credential, ...watchedOn(kind) },
            statuses: [isWrong ? 401 : 403],
            needs: [need],
          },
        );
      }
      const on = { slug, words: `on ${words}`, session, start };
      refusedInCompany(/^(?:proxy_id\/type\/number|disable_default_proxy\/type\/string-true)$/, [on]);
      // Without force, a recording would be reason enough to refuse it.
      const inside = session.recording === true ? { inside: { force: true } } : {};
      refusedInCompany(/^viewport(?:\/required\/height|\.width\/type\/string)$/, [{ ...on, ...inside }]);
      if (session !== KIOSK)
        refusedInCompany(/^profile\/oneOf\/both$/, [{ ...on, start: { ...start, profile: 'none' } }]);
    });
  }

  describe('values of other types, where they may count for less', () => {
    refusedInCompany(/^viewport\.refresh_rate\/type\/string$/, [
      {
        slug: 'recorded',
        words: 'forced, while a replay is recorded',
        inside: { force: true },
        session: RECORDED,
      },
    ]);
    refusedInCompany(/^viewport\.force\/type\/string-(?:true|yes)$/, [
      { slug: 'recorded', words: 'while a replay is recorded', session: RECORDED },
    ]);
    refusedInCompany(/^viewport(?:\.refresh_rate)?\/type\/null$/, [
      { slug: 'headful', words: 'on a headful browser', session: HEADFUL },
    ]);
  });

  describe('a browser with a GPU, further', () => {
    accepts('gpu/all', 'a forced resize to an odd size at 60 Hz, and another proxy', {
      clause: requirement('shows-gpu'),
      body: {
        proxy_id: '<other proxy>',
        viewport: { width: 1411, height: 885, refresh_rate: 60, force: true },
      },
      session: WITH_GPU,
    });
    accepts('gpu/derived-rate', 'sizes without a rate, which depends on the size alone', {
      clause: requirement('rate-derived'),
      body: { viewport: { width: 1415, height: 889 } },
      session: WITH_GPU,
      procedure: 'derived rates',
    });
    accepts('gpu/segments', 'a forced resize, after which the recording continues', {
      clause: requirement('forced-resize'),
      body: { viewport: { width: 1419, height: 893, force: true } },
      session: RECORDED_WITH_GPU,
      procedure: 'segments',
    });
    refuses('gpu/recording', 'a resize without force, while a replay is recorded', {
      clause: requirement('resize-refused-while-recorded'),
      body: { viewport: { width: 1417, height: 891 } },
      session: RECORDED_WITH_GPU,
      ...INVALID_OR_FORBIDDEN,
    });
  });
});
