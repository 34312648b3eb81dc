import { closestNames, letterDistance } from '../model/closest-names.js';
import { isValueName } from './bound-values.js';

/** The settings that say which API is checked, and with what. */
const KERNEL_NAMES = [
  'KERNEL_BASE_URL',
  'KERNEL_API_KEY',
  'KERNEL_RESTRICTED_API_KEY',
  'KERNEL_FAILING_BROWSER_ID',
  'KERNEL_PROXY_IDS',
  'KERNEL_PROFILE_IDS',
  'KERNEL_CLIENT_CERT',
  'KERNEL_CLIENT_KEY',
];

const CONTRACT_NAMES = [
  'CONTRACT_ENVIRONMENT',
  'CONTRACT_DOCUMENT',
  'CONTRACT_REPORTS_DIR',
  'CONTRACT_LEDGER_DIR',
  'CONTRACT_BROWSERS',
  'CONTRACT_TIMEOUT_MS',
  'CONTRACT_REQUESTS_PER_MINUTE',
  'CONTRACT_MAX_BROWSERS',
  'CONTRACT_MAX_REQUESTS',
  'CONTRACT_MAX_MINUTES',
  'CONTRACT_MAX_BODY_MB',
  'CONTRACT_GENTLE',
  'CONTRACT_REQUIRE_ALL',
  'CONTRACT_STRICT',
  'CONTRACT_VERBOSE',
  'CONTRACT_DEVIATIONS',
];

/**
 * The names of the vendor's SDK and command line, which a developer may have set for those. This suite reads two of
 * them as well, for a real API: `KERNEL_CUSTOM_HEADERS` and `KERNEL_PROJECT`.
 */
const VENDOR_NAMES = [
  'KERNEL_BROWSER_ROUTING_SUBRESOURCES',
  'KERNEL_CUSTOM_HEADERS',
  'KERNEL_LOG',
  'KERNEL_NO_UPDATE_CHECK',
  'KERNEL_PROJECT',
  'KERNEL_SUPPRESS_BUN_WARNING',
];

/** Names the file that takes the place of `.env`. */
export const ENV_FILE_NAME = 'DOTENV_CONFIG_PATH';

/** Every name that this suite reads a setting from. */
export const SETTING_NAMES: readonly string[] = [...KERNEL_NAMES, ...CONTRACT_NAMES];

/** A name that differs from a known one in no more letters than this was meant to be that one. */
const SLIP = 2;

const KNOWN_NAMES = [...SETTING_NAMES, ENV_FILE_NAME, ...VENDOR_NAMES];

/** Is this a name that only this suite can have been meant by? */
export function isOurs(name: string): boolean {
  return /^(?:KERNEL|CONTRACT)_/.test(name) && !VENDOR_NAMES.includes(name);
}

/** What is wrong with the names of an environment: a setting under a wrong name would go unnoticed. */
export function unknownNames(names: readonly string[]): string[] {
  return names.flatMap((name) => {
    const meant = KNOWN_NAMES.includes(name) || isValueName(name) ? undefined : meantBy(name);
    if (meant === undefined) return [];
    return [`${name} is not a setting of this suite: write ${meant} if that is meant, or else unset it.`];
  });
}

/** The known name that an unknown one is most like; undefined where it is none of our business. */
function meantBy(name: string): string | undefined {
  const usual = name.toUpperCase().replaceAll(/[-.]/g, '_'); // kernel_base_url and KERNEL-BASE-URL are slips too
  const names = [...SETTING_NAMES, ENV_FILE_NAME];
  const [slip] = closestNames(
    usual,
    names.filter((known) => isSlip(usual, known)),
  );
  if (slip !== undefined) return slip;
  if (!isOurs(name)) return undefined;
  const [closest = ''] = closestNames(usual, names);
  return VENDOR_NAMES.find((vendors) => isSlip(usual, vendors)) ?? closest;
}

/** The names of an environment are many: they are compared letter by letter only as long as they may be alike. */
function isSlip(name: string, known: string): boolean {
  return Math.abs(known.length - name.length) <= SLIP && letterDistance(name, known, SLIP) <= SLIP;
}
