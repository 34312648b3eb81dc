import { expect } from 'chai';
import { parseSettings } from './parse-settings.js';
import { SettingsError } from './settings-error.js';
import { STRAIGHT, type Settings } from '../model/settings.js';

type Environment = Record<string, string>;

const DEFAULTS: Settings = {
  baseUrl: undefined,
  environment: 'reference-server',
  apiKey: undefined,
  restrictedApiKey: undefined,
  failingBrowserId: undefined,
  proxyIds: [],
  profileIds: [],
  boundValues: {},
  reach: STRAIGHT,
  document: 'openapi/kernel-patch-browser.openapi.yaml',
  reportsDir: 'reports',
  ledgerDir: '.ledger',
  browsers: 4,
  timeoutMs: 60_000,
  requestsPerMinute: undefined,
  maxBrowsers: undefined,
  maxRequests: undefined,
  maxMinutes: 15,
  maxBodyMb: 2,
  gentle: false,
  requireAll: false,
  strict: false,
  verbose: false,
  deviationsFile: 'fixtures/known-deviations.yaml',
  ci: { summaryFile: undefined, isGitHub: false },
};
const API: Environment = {
  KERNEL_BASE_URL: 'https://api.example.com',
  KERNEL_API_KEY: 'a-key-of-some-length',
};

/** A value of each setting that is a text. */
const SAMPLES: Environment = {
  KERNEL_BASE_URL: 'https://api.example.com',
  KERNEL_API_KEY: 'a-key-of-some-length',
  KERNEL_RESTRICTED_API_KEY: 'a-key-that-only-reads',
  KERNEL_FAILING_BROWSER_ID: 'failing1',
  KERNEL_PROXY_IDS: 'proxy1,proxy2',
  KERNEL_PROFILE_IDS: 'profile1',
  CONTRACT_DOCUMENT: 'next.yaml',
  CONTRACT_BROWSERS: '3',
  CONTRACT_STRICT: 'on',
};
const IN_QUOTES =
  'has a quote at its beginning or end, which would count as a part of the value: leave the quotes out.';

function problemsOf(environment: Environment): readonly string[] {
  try {
    parseSettings(environment);
  } catch (error) {
    if (error instanceof SettingsError) return error.problems;
    throw error;
  }
  return [];
}

describe('settings', () => {
  it('have defaults, with which the embedded reference server is checked', () => {
    expect(parseSettings({})).to.deep.equal(DEFAULTS);
  });

  const rows: [name: string, value: string, setting: keyof Settings, means: unknown][] = [
    ['KERNEL_BASE_URL', 'https://api.example.com/v1/', 'baseUrl', 'https://api.example.com/v1'],
    ['KERNEL_BASE_URL', ' http://127.0.0.1:8080 ', 'baseUrl', 'http://127.0.0.1:8080'],
    ['KERNEL_BASE_URL', 'http://localhost:8080/', 'baseUrl', 'http://localhost:8080'],
    ['KERNEL_BASE_URL', 'http://[::1]:8080', 'baseUrl', 'http://[::1]:8080'],
    ['KERNEL_BASE_URL', 'https://api.example.com\r\n', 'baseUrl', 'https://api.example.com'],
    ['KERNEL_API_KEY', ' another-key ', 'apiKey', 'another-key'],
    ['KERNEL_API_KEY', 'another-key\n', 'apiKey', 'another-key'],
    ['KERNEL_RESTRICTED_API_KEY', 'a-key-that-only-reads', 'restrictedApiKey', 'a-key-that-only-reads'],
    ['KERNEL_FAILING_BROWSER_ID', 'failing1', 'failingBrowserId', 'failing1'],
    ['KERNEL_PROXY_IDS', 'proxy1, proxy2,', 'proxyIds', ['proxy1', 'proxy2']],
    ['KERNEL_PROFILE_IDS', 'profile1,profile2', 'profileIds', ['profile1', 'profile2']],
    ['KERNEL_BASE_URL', 'https://api.staging.example.com:8443/v1', 'environment', 'api.staging.example.com'],
    ['CONTRACT_ENVIRONMENT', ' staging / eu ', 'environment', 'staging / eu'],
    ['CONTRACT_REPORTS_DIR', 'out', 'reportsDir', 'out'],
    ['CONTRACT_LEDGER_DIR', '/var/ledger', 'ledgerDir', '/var/ledger'],
    ['CONTRACT_BROWSERS', '1', 'browsers', 1],
    ['CONTRACT_BROWSERS', '50', 'browsers', 50],
    ['CONTRACT_TIMEOUT_MS', '150', 'timeoutMs', 150],
    ['CONTRACT_REQUESTS_PER_MINUTE', '90', 'requestsPerMinute', 90],
    ['CONTRACT_MAX_BROWSERS', '5', 'maxBrowsers', 5],
    ['CONTRACT_MAX_REQUESTS', '400', 'maxRequests', 400],
    ['CONTRACT_MAX_MINUTES', '0.5', 'maxMinutes', 0.5],
    ['CONTRACT_MAX_BODY_MB', '8', 'maxBodyMb', 8],
    ['CONTRACT_GENTLE', 'on', 'gentle', true],
    ['CONTRACT_GENTLE', 'on', 'maxMinutes', 45],
    ['CONTRACT_GENTLE', 'FALSE', 'gentle', false],
    ['CONTRACT_GENTLE', 'on', 'browsers', 1],
    ['CONTRACT_GENTLE', 'on', 'requestsPerMinute', 120],
    ['CONTRACT_REQUIRE_ALL', '1', 'requireAll', true],
    ['CONTRACT_REQUIRE_ALL', 'no', 'requireAll', false],
    ['CONTRACT_DOCUMENT', 'next.yaml', 'document', 'next.yaml'],
    ['CONTRACT_BROWSERS', '', 'browsers', 4],
  ];
  for (const [name, value, setting, means] of rows) {
    it(`take ${setting} from ${name}="${value}"`, () => {
      expect(parseSettings({ ...API, [name]: value })[setting]).to.deep.equal(means);
    });
  }

  const OFF_ON = 'must be on or off (also 1 or 0, true or false, yes or no).';
  const refusals: [what: string, environment: Environment, problem: string][] = [
    [
      'an empty base URL, which is what a missing secret of the CI looks like',
      { KERNEL_BASE_URL: ' ' },
      'KERNEL_BASE_URL is set but empty: give the URL of the API, or unset it to check the embedded reference server.',
    ],
    [
      'a name of an environment that fills a report',
      { CONTRACT_ENVIRONMENT: 'x'.repeat(65) },
      'CONTRACT_ENVIRONMENT has 65 characters: give a name of 64 at most.',
    ],
    [
      'a base URL without a key',
      { KERNEL_BASE_URL: 'https://api.example.com' },
      'KERNEL_BASE_URL is set but KERNEL_API_KEY is not: give the key for that API (see .env.example).',
    ],
    [
      'a base URL that is none',
      { ...API, KERNEL_BASE_URL: 'api.example.com' },
      'KERNEL_BASE_URL is not an http or https URL: give one such as https://api.onkernel.com.',
    ],
    [
      'another protocol',
      { ...API, KERNEL_BASE_URL: 'ftp://api.example.com' },
      'KERNEL_BASE_URL is not an http or https URL: give one such as https://api.onkernel.com.',
    ],
    [
      'plain http to another machine',
      { ...API, KERNEL_BASE_URL: 'http://api.example.com/' },
      'KERNEL_BASE_URL is "http://api.example.com": a key goes over plain http to loopback only; use https.',
    ],
    [
      'plain http to a name that begins like loopback',
      { ...API, KERNEL_BASE_URL: 'http://127.0.0.1.example.com' },
      'KERNEL_BASE_URL is "http://127.0.0.1.example.com": a key goes over plain http to loopback only; use https.',
    ],
    [
      'a key too short to be masked',
      { ...API, KERNEL_API_KEY: 'sk_1234' },
      'KERNEL_API_KEY has 7 characters, but a key of fewer than 9 cannot be masked in reports: give the whole key.',
    ],
    [
      'a key that no header can carry',
      { ...API, KERNEL_RESTRICTED_API_KEY: 'two words here' },
      'KERNEL_RESTRICTED_API_KEY holds blanks or letters outside ASCII, which no header can carry.',
    ],
    [
      'a key with its scheme',
      { ...API, KERNEL_API_KEY: 'Bearer a-key-of-some-length' },
      'KERNEL_API_KEY begins with "Bearer", which is put before it anyway: leave that out.',
    ],
    [
      'a restricted key with its scheme',
      { ...API, KERNEL_RESTRICTED_API_KEY: 'bearer a-key-of-some-length' },
      'KERNEL_RESTRICTED_API_KEY begins with "Bearer", which is put before it anyway: leave that out.',
    ],
    [
      'a restricted key that is the full one',
      { ...API, KERNEL_RESTRICTED_API_KEY: 'a-key-of-some-length' },
      'KERNEL_RESTRICTED_API_KEY equals KERNEL_API_KEY: it must be a key that may not update browsers.',
    ],
    [
      'no browser at all',
      { CONTRACT_BROWSERS: '0' },
      'CONTRACT_BROWSERS is "0", but must be a whole number from 1 to 50.',
    ],
    [
      'half a browser',
      { CONTRACT_BROWSERS: '1.5' },
      'CONTRACT_BROWSERS is "1.5", but must be a whole number from 1 to 50.',
    ],
    [
      'a deadline in words',
      { CONTRACT_TIMEOUT_MS: '60s' },
      'CONTRACT_TIMEOUT_MS is "60s", but must be a whole number from 1 to 600000.',
    ],
    [
      'a negative rate',
      { CONTRACT_REQUESTS_PER_MINUTE: '-1' },
      'CONTRACT_REQUESTS_PER_MINUTE is "-1", but must be a whole number from 1 to 1000000.',
    ],
    [
      'no time',
      { CONTRACT_MAX_MINUTES: '0' },
      'CONTRACT_MAX_MINUTES is "0", but must be a number from 0.01 to 1440, such as 1 or 0.5.',
    ],
    [
      'a body in words',
      { CONTRACT_MAX_BODY_MB: '2MB' },
      'CONTRACT_MAX_BODY_MB is "2MB", but must be a number from 0.01 to 100, such as 1 or 0.5.',
    ],
    [
      'a run without requests',
      { CONTRACT_MAX_REQUESTS: '0' },
      'CONTRACT_MAX_REQUESTS is "0", but must be a whole number from 1 to 1000000.',
    ],
    [
      'half a browser in all',
      { CONTRACT_MAX_BROWSERS: '0.5' },
      'CONTRACT_MAX_BROWSERS is "0.5", but must be a whole number from 1 to 10000.',
    ],
    [
      'many browsers with gentleness',
      { CONTRACT_GENTLE: 'on', CONTRACT_BROWSERS: '2' },
      'CONTRACT_BROWSERS is 2, but CONTRACT_GENTLE is on, which holds one browser at a time: unset one of them.',
    ],
    ['a vague gentle', { CONTRACT_GENTLE: 'maybe' }, `CONTRACT_GENTLE is "maybe", but ${OFF_ON}`],
    ['a vague require-all', { CONTRACT_REQUIRE_ALL: '2' }, `CONTRACT_REQUIRE_ALL is "2", but ${OFF_ON}`],
    [
      'an empty key, which is what a missing secret of the CI looks like',
      { ...API, KERNEL_API_KEY: '' },
      'KERNEL_API_KEY is set but empty: give a key with all permissions, or unset it and KERNEL_BASE_URL.',
    ],
    [
      'an empty key without a base URL',
      { KERNEL_API_KEY: ' \n' },
      'KERNEL_API_KEY is set but empty: give a key with all permissions, or unset it and KERNEL_BASE_URL.',
    ],
    [
      'an empty restricted key',
      { ...API, KERNEL_RESTRICTED_API_KEY: '' },
      'KERNEL_RESTRICTED_API_KEY is set but empty: give a key that may not update browsers, or unset it.',
    ],
    [
      'an empty id of a failing session',
      { ...API, KERNEL_FAILING_BROWSER_ID: '' },
      'KERNEL_FAILING_BROWSER_ID is set but empty: give the id of a session, or unset it.',
    ],
    [
      'an empty list of ids',
      { ...API, KERNEL_PROXY_IDS: '' },
      'KERNEL_PROXY_IDS is set but empty: give ids with commas between them, or unset it.',
    ],
    [
      'a list without an id',
      { ...API, KERNEL_PROFILE_IDS: ' , ' },
      'KERNEL_PROFILE_IDS must hold ids with commas between them, and nothing else.',
    ],
    [
      'ids with blanks between them',
      { ...API, KERNEL_PROXY_IDS: 'proxy1 proxy2' },
      'KERNEL_PROXY_IDS must hold ids with commas between them, and nothing else.',
    ],
    ...[
      'KERNEL_API_KEY',
      'KERNEL_RESTRICTED_API_KEY',
      'KERNEL_FAILING_BROWSER_ID',
      'KERNEL_PROXY_IDS',
      'KERNEL_PROFILE_IDS',
    ].map((name): [string, Environment, string] => [
      `${name} without a base URL`,
      { [name]: 'of-some-length' },
      `${name} is set but KERNEL_BASE_URL is not: give the URL of its API, or unset it to check the embedded reference server.`,
    ]),
    [
      'all that belongs to an API without its URL, in one sentence',
      {
        KERNEL_API_KEY: 'of-some-length',
        KERNEL_RESTRICTED_API_KEY: 'of-another-length',
        KERNEL_PROXY_IDS: 'p',
      },
      'KERNEL_API_KEY, KERNEL_RESTRICTED_API_KEY, and KERNEL_PROXY_IDS are set but KERNEL_BASE_URL is not: ' +
        'give the URL of their API, or unset them to check the embedded reference server.',
    ],
    ...['"', "'", '`'].flatMap((quote) =>
      Object.keys(SAMPLES).map((name): [string, Environment, string] => [
        `${name} in ${quote}`,
        { ...API, [name]: `${quote}${SAMPLES[name] ?? ''}${quote}\n` },
        `${name} ${IN_QUOTES}`,
      ]),
    ),
    [
      'a quote at the beginning alone',
      { ...API, KERNEL_API_KEY: '"a-key-of-some-length' },
      `KERNEL_API_KEY ${IN_QUOTES}`,
    ],
    [
      'a line break within a base URL',
      { ...API, KERNEL_BASE_URL: 'https://api.\nexample.com' },
      'KERNEL_BASE_URL holds a line break or another control character: leave it out.',
    ],
    [
      'two keys in two lines',
      { ...API, KERNEL_API_KEY: 'a-key-of-some-length\r\nanother-key' },
      'KERNEL_API_KEY holds a line break or another control character: leave it out.',
    ],
  ];
  for (const [what, environment, problem] of refusals) {
    it(`refuse ${what}`, () => {
      expect(problemsOf(environment)).to.deep.equal([problem]);
    });
  }

  const slips: [name: string, meant: string][] = [
    ['CONTRACT_BROWSER', 'CONTRACT_BROWSERS'],
    ['CONTRACT_REPORT_DIR', 'CONTRACT_REPORTS_DIR'],
    ['CONTRACT_GENTEEL', 'CONTRACT_GENTLE'],
    ['KERNEL_BASEURL', 'KERNEL_BASE_URL'],
    ['KERNEL_URL', 'KERNEL_BASE_URL'],
    ['KERNEL_APIKEY', 'KERNEL_API_KEY'],
    ['KERNEL_RESTRICTED_KEY', 'KERNEL_RESTRICTED_API_KEY'],
    ['KERNEL_PROXY_ID', 'KERNEL_PROXY_IDS'],
    ['KERNEL_LOGS', 'KERNEL_LOG'],
    ['KERNAL_BASE_URL', 'KERNEL_BASE_URL'],
    ['KERNELBASE_URL', 'KERNEL_BASE_URL'],
    ['kernel_base_url', 'KERNEL_BASE_URL'],
    ['KERNEL-API-KEY', 'KERNEL_API_KEY'],
    ['Contract.Gentle', 'CONTRACT_GENTLE'],
    ['DOTENV_CONFIG_PAHT', 'DOTENV_CONFIG_PATH'],
  ];
  for (const [name, meant] of slips) {
    it(`refuse the name ${name}, and suggest ${meant}`, () => {
      expect(problemsOf({ [name]: 'of-some-length' })).to.deep.equal([
        `${name} is not a setting of this suite: write ${meant} if that is meant, or else unset it.`,
      ]);
    });
  }

  it("leave alone the names of the vendor's own tools, and those of others", () => {
    const environment = {
      KERNEL_BROWSER_ROUTING_SUBRESOURCES: 'on',
      KERNEL_CUSTOM_HEADERS: '"quoted"',
      KERNEL_LOG: '',
      KERNEL_NO_UPDATE_CHECK: '1',
      KERNEL_PROJECT: 'p',
      KERNEL_SUPPRESS_BUN_WARNING: '1',
      kernel_log: 'debug',
      DOTENV_CONFIG_PATH: '.env',
      DOTENV_CONFIG_QUIET: '1',
      PATH: '/bin',
    };
    expect(parseSettings(environment)).to.deep.equal(DEFAULTS);
  });

  const secretive: [what: string, url: string, problem: string][] = [
    ['a password', 'https://user:hidden@api.example.com', 'it must not hold a user or password; '],
    ['a password with an at sign', 'https://user:x@hidden@api.example.com', 'it must not hold a user or '],
    [
      'a password after no slashes',
      'https:user:hidden@api.example.com',
      'it must not hold a user or password; ',
    ],
    ['a user', 'https://hidden@api.example.com', 'it must not hold a user or password; '],
    ['a query', 'https://api.example.com?key=hidden', 'it must not hold a query or a fragment.'],
    ['a fragment', 'https://api.example.com/#hidden', 'it must not hold a query or a fragment.'],
  ];
  for (const [what, url, problem] of secretive) {
    it(`refuse ${what} in the base URL without printing it`, () => {
      const problems = problemsOf({ ...API, KERNEL_BASE_URL: url });
      expect(problems).to.have.lengthOf(1);
      expect(problems[0]).to.include(`KERNEL_BASE_URL is "https://api.example.com": ${problem}`);
      expect(problems[0]).not.to.include('hidden');
    });
  }

  it('do not print a base URL that cannot be taken apart', () => {
    const problems = problemsOf({ ...API, KERNEL_BASE_URL: 'https://user:hid/den@api.example.com' });
    expect(problems).to.deep.equal([
      'KERNEL_BASE_URL is not an http or https URL: give one such as https://api.onkernel.com.',
    ]);
  });

  it('report all problems at once, and where the report belongs', () => {
    const environment = {
      KERNEL_BASE_URL: '',
      KERNEL_API_KEY: 'short',
      CONTRACT_BROWSERS: 'many',
      CONTRACT_GENTLE: 'so',
      CONTRACT_GENTEL: '9',
      CONTRACT_REPORTS_DIR: 'elsewhere',
    };
    const problems = problemsOf(environment);
    expect(problems.map((problem) => /^\w+/.exec(problem)?.[0])).to.have.members([
      'KERNEL_BASE_URL',
      'KERNEL_API_KEY',
      'CONTRACT_BROWSERS',
      'CONTRACT_GENTLE',
      'CONTRACT_GENTEL',
    ]);
    for (const problem of problems) expect(problem).to.match(/^[A-Z].*\.$/s);
    expect(() => parseSettings(environment))
      .to.throw(SettingsError, problems.join('\n'))
      .with.nested.property('place.reportsDir', 'elsewhere');
  });
});

describe('the settings that members are bound to', () => {
  const bound = new Set(['KERNEL_VALUE_POOL']);
  const problems = (environment: Environment): readonly string[] => {
    try {
      parseSettings(environment, [], bound);
    } catch (error) {
      if (error instanceof SettingsError) return error.problems;
      throw error;
    }
    return [];
  };

  it('are values by the name of their setting', () => {
    const { boundValues } = parseSettings({ ...API, KERNEL_VALUE_POOL: ' pool_1 ' }, [], bound);
    expect(boundValues).to.deep.equal({ KERNEL_VALUE_POOL: 'pool_1' });
  });

  it('are refused where nothing is bound to them, where they are empty, and without an API', () => {
    expect(problems({ ...API, KERNEL_VALUE_POOLS: 'x', KERNEL_VALUE_POOL: '' })).to.have.members([
      'KERNEL_VALUE_POOLS is set, but no line of fixtures/bindings.yaml binds a member to it: add one, or unset it.',
      'KERNEL_VALUE_POOL is set but empty: give the value of the member that is bound to it, or unset it.',
    ]);
    expect(problems({ KERNEL_VALUE_POOL: 'pool_1' }).join()).to.match(
      /^KERNEL_VALUE_POOL is set but KERNEL_BASE_URL is not: /,
    );
  });
});
