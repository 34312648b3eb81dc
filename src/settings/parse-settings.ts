import type { Settings } from '../model/settings.js';
import { environmentName } from '../model/target-name.js';
import { parseBaseUrl } from './base-url.js';
import { boundNames, boundValues, isValueName } from './bound-values.js';
import { DEFAULT_DEVIATIONS } from './known-deviations.js';
import { misplacedKeys, withoutKeys } from './misplaced-keys.js';
import { unknownNames } from './names.js';
import { readReach } from './reach.js';
import { SettingsError } from './settings-error.js';
import { Values, type Environment } from './values.js';

/** What says nothing without an API that it belongs to. */
const NEED_AN_API = [
  'KERNEL_API_KEY',
  'KERNEL_RESTRICTED_API_KEY',
  'KERNEL_FAILING_BROWSER_ID',
  'KERNEL_PROXY_IDS',
  'KERNEL_PROFILE_IDS',
  'KERNEL_CLIENT_CERT',
  'KERNEL_CLIENT_KEY',
];

/** It stands in the name of every suite of the JUnit report. */
const LONGEST_NAME = 64;

type Api = Pick<
  Settings,
  'baseUrl' | 'apiKey' | 'restrictedApiKey' | 'failingBrowserId' | 'proxyIds' | 'profileIds'
>;

/**
 * Turns an environment into settings.
 * @param earlier problems that are known already.
 * @param bound the settings to which members are bound.
 * @param needsKey whether an API that is named has to come with a key: not for what sends nothing.
 * @throws SettingsError with all problems at once.
 */
export function parseSettings(
  environment: Environment,
  earlier: readonly string[] = [],
  bound = boundNames(),
  needsKey = true,
): Settings {
  const values = new Values(environment);
  const api = readApi(values);
  const gentle = values.flag('CONTRACT_GENTLE');
  const environmentNamed = values.short('CONTRACT_ENVIRONMENT', LONGEST_NAME);
  const settings: Settings = {
    ...api,
    environment: environmentNamed ?? environmentName(api),
    boundValues: boundValues(environment, values, bound),
    reach: readReach(values, environment, api.baseUrl),
    document: values.text('CONTRACT_DOCUMENT') ?? 'openapi/kernel-patch-browser.openapi.yaml',
    reportsDir: values.text('CONTRACT_REPORTS_DIR') ?? 'reports',
    ledgerDir: values.text('CONTRACT_LEDGER_DIR') ?? '.ledger',
    ...paceOf(values, gentle),
    timeoutMs: values.whole('CONTRACT_TIMEOUT_MS', 1, 600_000) ?? 60_000,
    maxBrowsers: values.whole('CONTRACT_MAX_BROWSERS', 1, 10_000),
    maxRequests: values.whole('CONTRACT_MAX_REQUESTS', 1, 1_000_000),
    maxMinutes: values.number('CONTRACT_MAX_MINUTES', 0.01, 1440) ?? (gentle ? 45 : 15),
    maxBodyMb: values.number('CONTRACT_MAX_BODY_MB', 0.01, 100) ?? 2,
    gentle,
    requireAll: values.flag('CONTRACT_REQUIRE_ALL'),
    strict: values.flag('CONTRACT_STRICT'),
    verbose: values.flag('CONTRACT_VERBOSE'),
    deviationsFile: values.text('CONTRACT_DEVIATIONS') ?? DEFAULT_DEVIATIONS,
    ci: {
      summaryFile: withText(environment.GITHUB_STEP_SUMMARY),
      isGitHub: environment.GITHUB_ACTIONS === 'true',
    },
  };
  const misplaced = misplacedKeys(environment);
  const problems = [
    ...earlier,
    ...unknownNames(Object.keys(environment)),
    ...wrongCompany(environment, needsKey),
    ...values.problems,
    ...misplaced,
  ];
  if (problems.length > 0) {
    const shown = problems.map((problem) => withoutKeys(problem, environment));
    // What holds a key is no place for a report, and no name of a target.
    const isIn = (name: string): boolean => misplaced.some((problem) => problem.startsWith(`${name} `));
    const reportsDir = isIn('CONTRACT_REPORTS_DIR') ? 'reports' : settings.reportsDir;
    const baseUrl = isIn('KERNEL_BASE_URL') ? undefined : settings.baseUrl;
    const named = isIn('CONTRACT_ENVIRONMENT') ? undefined : environmentNamed;
    const host = baseUrl === undefined ? undefined : environmentName({ baseUrl });
    throw new SettingsError(shown, { reportsDir, baseUrl, environment: named ?? host, ci: settings.ci });
  }
  return settings;
}

/** Not ours to judge: whatever a CI system sets is no reason not to run. */
function withText(value: string | undefined): string | undefined {
  return value === '' ? undefined : value;
}

/** A gentle run holds one browser, and sends two requests in a second unless another pace is set. */
function paceOf(values: Values, gentle: boolean): Pick<Settings, 'browsers' | 'requestsPerMinute'> {
  const browsers = values.whole('CONTRACT_BROWSERS', 1, 50);
  const requestsPerMinute = values.whole('CONTRACT_REQUESTS_PER_MINUTE', 1, 1_000_000);
  if (!gentle) return { browsers: browsers ?? 4, requestsPerMinute };
  if (browsers !== undefined && browsers > 1) {
    values.problems.push(
      `CONTRACT_BROWSERS is ${browsers}, but CONTRACT_GENTLE is on, which holds one browser at a time: unset one of them.`,
    );
  }
  return { browsers: 1, requestsPerMinute: requestsPerMinute ?? 120 };
}

function readApi(values: Values): Api {
  const url = values.filled(
    'KERNEL_BASE_URL',
    'give the URL of the API, or unset it to check the embedded reference server',
  );
  const baseUrl = url === undefined ? undefined : parseBaseUrl(url, values.problems);
  const apiKey = values.key(
    'KERNEL_API_KEY',
    'give a key with all permissions, or unset it and KERNEL_BASE_URL',
  );
  const restrictedApiKey = values.key(
    'KERNEL_RESTRICTED_API_KEY',
    'give a key that may not update browsers, or unset it',
  );
  if (restrictedApiKey !== undefined && restrictedApiKey === apiKey) {
    values.problems.push(
      'KERNEL_RESTRICTED_API_KEY equals KERNEL_API_KEY: it must be a key that may not update browsers.',
    );
  }
  return {
    baseUrl,
    apiKey,
    restrictedApiKey,
    failingBrowserId: values.filled('KERNEL_FAILING_BROWSER_ID', 'give the id of a session, or unset it'),
    proxyIds: values.ids('KERNEL_PROXY_IDS'),
    profileIds: values.ids('KERNEL_PROFILE_IDS'),
  };
}

/** What is set without that which it needs; an empty value is a problem of its own. */
function wrongCompany(environment: Environment, needsKey: boolean): string[] {
  const hasValue = (name: string): boolean => (environment[name] ?? '').trim() !== '';
  if (environment.KERNEL_BASE_URL !== undefined) {
    return needsKey && hasValue('KERNEL_BASE_URL') && environment.KERNEL_API_KEY === undefined
      ? ['KERNEL_BASE_URL is set but KERNEL_API_KEY is not: give the key for that API (see .env.example).']
      : [];
  }
  const idle = [...NEED_AN_API, ...Object.keys(environment).filter(isValueName)].filter(hasValue);
  if (idle.length === 0) return [];
  const [are, its, it] = idle.length === 1 ? ['is', 'its', 'it'] : ['are', 'their', 'them'];
  return [
    `${new Intl.ListFormat('en').format(idle)} ${are} set but KERNEL_BASE_URL is not: give the URL of ${its} API, or unset ${it} to check the embedded reference server.`,
  ];
}
