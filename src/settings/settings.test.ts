import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect } from 'chai';
import { parseJson, type Json } from '../model/json.js';
import { parseSettings } from './parse-settings.js';
import { SettingsError } from './settings-error.js';
import type { Settings } from '../model/settings.js';
import { newFolder, removeFolders } from '../../proof/testing/rig.js';

type Environment = Record<string, string>;

const DEFAULTS: Settings = {
  baseUrl: undefined,
  apiKey: undefined,
  restrictedApiKey: undefined,
  failingBrowserId: undefined,
  proxyIds: [],
  profileIds: [],
  document: 'openapi/kernel-patch-browser.openapi.yaml',
  reportsDir: 'reports',
  ledgerDir: '.ledger',
  browsers: 4,
  timeoutMs: 60_000,
  requestsPerMinute: undefined,
  gentle: false,
  requireAll: false,
  strict: false,
  verbose: false,
  deviationsFile: 'fixtures/known-deviations.yaml',
};
const API: Environment = {
  KERNEL_BASE_URL: 'https://api.example.com',
  KERNEL_API_KEY: 'a-key-of-some-length',
};

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
    ['KERNEL_API_KEY', ' another-key ', 'apiKey', 'another-key'],
    ['KERNEL_RESTRICTED_API_KEY', 'a-key-that-only-reads', 'restrictedApiKey', 'a-key-that-only-reads'],
    ['KERNEL_FAILING_BROWSER_ID', 'failing1', 'failingBrowserId', 'failing1'],
    ['KERNEL_PROXY_IDS', 'proxy1, proxy2,', 'proxyIds', ['proxy1', 'proxy2']],
    ['KERNEL_PROFILE_IDS', 'profile1,profile2', 'profileIds', ['profile1', 'profile2']],
    ['CONTRACT_REPORTS_DIR', 'out', 'reportsDir', 'out'],
    ['CONTRACT_LEDGER_DIR', '/var/ledger', 'ledgerDir', '/var/ledger'],
    ['CONTRACT_BROWSERS', '1', 'browsers', 1],
    ['CONTRACT_BROWSERS', '50', 'browsers', 50],
    ['CONTRACT_TIMEOUT_MS', '150', 'timeoutMs', 150],
    ['CONTRACT_REQUESTS_PER_MINUTE', '90', 'requestsPerMinute', 90],
    ['CONTRACT_GENTLE', 'on', 'gentle', true],
    ['CONTRACT_GENTLE', 'FALSE', 'gentle', false],
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
      'KERNEL_API_KEY has 7 characters: a key under 9 cannot be kept out of reports.',
    ],
    [
      'a key that no header can carry',
      { ...API, KERNEL_RESTRICTED_API_KEY: 'two words here' },
      'KERNEL_RESTRICTED_API_KEY holds blanks, control characters or letters outside ASCII, which no header can carry.',
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
    ['a vague gentle', { CONTRACT_GENTLE: 'maybe' }, `CONTRACT_GENTLE is "maybe", but ${OFF_ON}`],
    ['a vague require-all', { CONTRACT_REQUIRE_ALL: '2' }, `CONTRACT_REQUIRE_ALL is "2", but ${OFF_ON}`],
    [
      'a setting that does not exist',
      { CONTRACT_BROWSER: '3' },
      'CONTRACT_BROWSER is not a setting of this suite; the settings are CONTRACT_DOCUMENT, CONTRACT_REPORTS_DIR, ' +
        'CONTRACT_LEDGER_DIR, CONTRACT_BROWSERS, CONTRACT_TIMEOUT_MS, CONTRACT_REQUESTS_PER_MINUTE, CONTRACT_GENTLE, ' +
        'CONTRACT_REQUIRE_ALL.',
    ],
  ];
  for (const [what, environment, problem] of refusals) {
    it(`refuse ${what}`, () => {
      expect(problemsOf(environment)).to.deep.equal([problem]);
    });
  }

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
      CONTRACT_SPEED: '9',
      CONTRACT_REPORTS_DIR: 'elsewhere',
    };
    const problems = problemsOf(environment);
    expect(problems.map((problem) => /^\w+/.exec(problem)?.[0])).to.have.members([
      'KERNEL_BASE_URL',
      'KERNEL_API_KEY',
      'CONTRACT_BROWSERS',
      'CONTRACT_GENTLE',
      'CONTRACT_SPEED',
    ]);
    for (const problem of problems) expect(problem).to.match(/^[A-Z].*\.$/s);
    expect(() => parseSettings(environment))
      .to.throw(SettingsError, problems.join('\n'))
      .with.property('reportsDir', 'elsewhere');
  });
});

describe('the environment', () => {
  afterEach(removeFolders);

  /** Calls the module in a process of its own, which prints what it got and what its environment then holds. */
  function inProcess(
    call: string,
    env: Environment,
    cwd = newFolder(),
  ): { got: Json; left: Json; output: string } {
    const script = `
      const settings = require(${JSON.stringify(path.resolve(__dirname, 'environment.ts'))});
      let got;
      try { got = settings.${call} } catch (error) { got = error.message }
      const left = Object.keys(process.env).filter((name) => /^(KERNEL_|CONTRACT_HANDOFF)/.test(name));
      process.stdout.write('\\u0000' + JSON.stringify({ got: got ?? null, left }));`;
    const tsx = require.resolve('tsx/cjs');
    const ended = spawnSync(process.execPath, ['--require', tsx, '-e', script], {
      cwd,
      env,
      encoding: 'utf8',
    });
    const [said = '', result = ''] = ended.stdout.split('\u0000');
    const { got, left } = objectOf(parseJson(result));
    return { got: got ?? null, left: left ?? null, output: said + ended.stderr };
  }

  function objectOf(value: Json | undefined): Record<string, Json> {
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : {};
  }

  function fileWith(text: string, name = 'some.env'): string {
    const folder = newFolder();
    writeFileSync(path.join(folder, name), text);
    return path.join(folder, name);
  }

  const FILE = [
    'KERNEL_BASE_URL=https://file.example.com # the staging',
    'KERNEL_API_KEY="from#file#quoted"',
    "KERNEL_FAILING_BROWSER_ID='single#quoted'",
    'CONTRACT_BROWSERS=2',
  ].join('\n');

  it('is completed by the file that DOTENV_CONFIG_PATH names, with its quotes', () => {
    const { got, output } = inProcess('readSettings()', { DOTENV_CONFIG_PATH: fileWith(FILE) });
    expect(got).to.include({
      baseUrl: 'https://file.example.com',
      apiKey: 'from#file#quoted',
      failingBrowserId: 'single#quoted',
      browsers: 2,
    });
    expect(output).to.equal('');
  });

  it('is completed by .env where no file is named', () => {
    const file = fileWith(FILE, '.env');
    expect(inProcess('readSettings()', {}, path.dirname(file)).got).to.include({ browsers: 2 });
  });

  it('wins over the file', () => {
    const env = {
      DOTENV_CONFIG_PATH: fileWith(FILE),
      CONTRACT_BROWSERS: '3',
      KERNEL_API_KEY: 'from-the-environment',
    };
    expect(inProcess('readSettings()', env).got).to.include({
      baseUrl: 'https://file.example.com',
      apiKey: 'from-the-environment',
      browsers: 3,
    });
  });

  it('is refused where DOTENV_CONFIG_PATH names a file that is not there, with all else that is wrong', () => {
    const { got } = inProcess('readSettings()', {
      DOTENV_CONFIG_PATH: '/no/such.env',
      CONTRACT_BROWSERS: 'x',
    });
    expect(got).to.match(/^DOTENV_CONFIG_PATH is "\/no\/such\.env", but there is no such file\./);
    expect(got).to.contain('CONTRACT_BROWSERS is "x"');
  });

  it('refuses an empty base URL even where the file has one', () => {
    const { got } = inProcess('readSettings()', { DOTENV_CONFIG_PATH: fileWith(FILE), KERNEL_BASE_URL: '' });
    expect(got).to.match(/^KERNEL_BASE_URL is set but empty/);
  });

  it('holds no key once the settings are read, also when they are refused', () => {
    const env = { ...API, KERNEL_RESTRICTED_API_KEY: 'a-key-that-only-reads', KERNEL_LOG: 'debug' };
    expect(inProcess('readSettings()', env).left).to.deep.equal([]);
    const refused = inProcess('readSettings()', { ...env, CONTRACT_BROWSERS: 'many' });
    expect(refused.got).to.match(/^CONTRACT_BROWSERS is "many"/);
    expect(refused.left).to.deep.equal([]);
  });

  it('hands the settings over to another process, which then holds no key either', () => {
    const settings = parseSettings({ ...API, CONTRACT_BROWSERS: '3' });
    const handoff = { runId: 'r', settings, target: { apiKey: API.KERNEL_API_KEY ?? '' }, transcript: false };
    const env = { CONTRACT_HANDOFF: JSON.stringify(handoff), CONTRACT_BROWSERS: '9' };
    const { got, left } = inProcess('currentSettings()', env);
    expect(got).to.include({ baseUrl: API.KERNEL_BASE_URL, apiKey: API.KERNEL_API_KEY, browsers: 3 });
    expect(left).to.deep.equal([]);
  });

  it('passes on without keys, but with the handoff', () => {
    const call = '(settings.readSettings(), Object.keys(settings.environmentWith({ runId: "r" })))';
    const { got } = inProcess(`currentSettings && ${call}`, { ...API, OTHER: 'kept' });
    expect(got).to.include.members(['OTHER', 'CONTRACT_HANDOFF']);
    expect(got).not.to.include.members(['KERNEL_API_KEY']);
  });

  for (const text of ['secret-that-is-no-json', '{"runId":"r"}']) {
    it(`refuses the handoff ${text} without printing it`, () => {
      const { got, left } = inProcess('readHandoff()', { CONTRACT_HANDOFF: text });
      expect(got).to.equal('CONTRACT_HANDOFF is set by hand: leave it to npm run contract.');
      expect(left).to.deep.equal([]);
    });
  }
});
