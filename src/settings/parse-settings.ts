import { isIP } from 'node:net';
import type { Settings } from '../model/settings.js';
import { SettingsError } from './settings-error.js';

const NAMES = [
  'CONTRACT_DOCUMENT',
  'CONTRACT_REPORTS_DIR',
  'CONTRACT_LEDGER_DIR',
  'CONTRACT_BROWSERS',
  'CONTRACT_TIMEOUT_MS',
  'CONTRACT_REQUESTS_PER_MINUTE',
  'CONTRACT_GENTLE',
  'CONTRACT_REQUIRE_ALL',
  'CONTRACT_STRICT',
  'CONTRACT_VERBOSE',
  'CONTRACT_DEVIATIONS',
];

/** Shorter keys, and what negative tests make of them, cannot be masked in reports without masking innocent text. */
const SHORTEST_KEY = 9;

/** Names and values, as `process.env` has them. */
export type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Turns an environment into settings.
 * @param earlier problems that are known already.
 * @throws SettingsError with all problems at once.
 */
export function parseSettings(environment: Environment, earlier: readonly string[] = []): Settings {
  const problems = [...earlier];
  const text = (name: string): string | undefined => {
    const value = environment[name]?.trim();
    return value === undefined || value === '' ? undefined : value;
  };
  const whole = (name: string, lowest: number, highest: number): number | undefined => {
    const value = text(name);
    if (value === undefined) return undefined;
    const number = Number(value);
    if (/^\d+$/.test(value) && number >= lowest && number <= highest) return number;
    problems.push(`${name} is "${value}", but must be a whole number from ${lowest} to ${highest}.`);
    return undefined;
  };
  const flag = (name: string): boolean => {
    const value = text(name)?.toLowerCase();
    if (value === undefined || ['0', 'false', 'no', 'off'].includes(value)) return false;
    if (['1', 'true', 'yes', 'on'].includes(value)) return true;
    problems.push(`${name} is "${value}", but must be on or off (also 1 or 0, true or false, yes or no).`);
    return false;
  };
  const list = (name: string): string[] =>
    (text(name) ?? '')
      .split(',')
      .map((item) => item.trim())
      .filter((item) => item !== '');
  const key = (name: string): string | undefined => {
    const value = text(name);
    if (value === undefined) return undefined;
    if (value.length < SHORTEST_KEY) {
      problems.push(
        `${name} has ${value.length} ${value.length === 1 ? 'character' : 'characters'}: a key under ${SHORTEST_KEY} cannot be kept out of reports.`,
      );
    }
    if (!/^[\x21-\x7e]+$/.test(value)) {
      problems.push(
        `${name} holds blanks, control characters or letters outside ASCII, which no header can carry.`,
      );
    }
    return value;
  };

  const baseUrl = parseBaseUrl(environment.KERNEL_BASE_URL, problems);
  const apiKey = key('KERNEL_API_KEY');
  if (baseUrl !== undefined && apiKey === undefined) {
    problems.push(
      'KERNEL_BASE_URL is set but KERNEL_API_KEY is not: give the key for that API (see .env.example).',
    );
  }
  const restrictedApiKey = key('KERNEL_RESTRICTED_API_KEY');
  if (restrictedApiKey !== undefined && restrictedApiKey === apiKey) {
    problems.push(
      'KERNEL_RESTRICTED_API_KEY equals KERNEL_API_KEY: it must be a key that may not update browsers.',
    );
  }
  for (const name of Object.keys(environment)) {
    if (name.startsWith('CONTRACT_') && !NAMES.includes(name)) {
      problems.push(`${name} is not a setting of this suite; the settings are ${NAMES.join(', ')}.`);
    }
  }
  const settings: Settings = {
    baseUrl,
    apiKey,
    restrictedApiKey,
    failingBrowserId: text('KERNEL_FAILING_BROWSER_ID'),
    proxyIds: list('KERNEL_PROXY_IDS'),
    profileIds: list('KERNEL_PROFILE_IDS'),
    document: text('CONTRACT_DOCUMENT') ?? 'openapi/kernel-patch-browser.openapi.yaml',
    reportsDir: text('CONTRACT_REPORTS_DIR') ?? 'reports',
    ledgerDir: text('CONTRACT_LEDGER_DIR') ?? '.ledger',
    browsers: whole('CONTRACT_BROWSERS', 1, 50) ?? 4,
    timeoutMs: whole('CONTRACT_TIMEOUT_MS', 1, 600_000) ?? 60_000,
    requestsPerMinute: whole('CONTRACT_REQUESTS_PER_MINUTE', 1, 1_000_000),
    gentle: flag('CONTRACT_GENTLE'),
    requireAll: flag('CONTRACT_REQUIRE_ALL'),
    strict: flag('CONTRACT_STRICT'),
    verbose: flag('CONTRACT_VERBOSE'),
    deviationsFile: text('CONTRACT_DEVIATIONS') ?? 'fixtures/known-deviations.yaml',
  };
  if (problems.length > 0) throw new SettingsError(problems, settings.reportsDir);
  return settings;
}

function parseBaseUrl(raw: string | undefined, problems: string[]): string | undefined {
  if (raw === undefined) return undefined;
  // Set but empty is what a missing CI secret looks like: it must not turn a gate green on the reference server.
  if (raw.trim() === '') {
    problems.push(
      'KERNEL_BASE_URL is set but empty: give the URL of the API, or unset it to check the embedded reference server.',
    );
    return undefined;
  }
  const url = URL.canParse(raw.trim()) ? new URL(raw.trim()) : undefined;
  if (url === undefined || !['http:', 'https:'].includes(url.protocol)) {
    // Not shown: what is no URL may be a key in the wrong place, or hold a password that cannot be recognized.
    problems.push('KERNEL_BASE_URL is not an http or https URL: give one such as https://api.onkernel.com.');
    return undefined;
  }
  const shown = url.origin + url.pathname.replace(/\/+$/, ''); // without user, password, query and fragment
  if (url.username !== '' || url.password !== '') {
    problems.push(
      `KERNEL_BASE_URL is "${shown}": it must not hold a user or password; the key goes to KERNEL_API_KEY.`,
    );
  }
  if (url.search !== '' || url.hash !== '') {
    problems.push(`KERNEL_BASE_URL is "${shown}": it must not hold a query or a fragment.`);
  }
  if (url.protocol === 'http:' && !isLoopback(url.hostname)) {
    problems.push(`KERNEL_BASE_URL is "${shown}": a key goes over plain http to loopback only; use https.`);
  }
  return shown;
}

function isLoopback(hostname: string): boolean {
  if (hostname === 'localhost' || hostname === '[::1]') return true;
  return isIP(hostname) === 4 && hostname.startsWith('127.');
}
