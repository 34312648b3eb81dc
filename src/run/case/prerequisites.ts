import { at, type ContractDocument } from '../../contract/document.js';
import { isObject, type Json } from '../../model/json.js';
import type { Leases } from '../../api/leases/leases.js';
import { Unavailable } from '../../api/leases/set-up-errors.js';
import type { Settings, Target } from '../../settings/settings.js';
import type { ContractCase, Prerequisite } from '../../model/contract-case.js';

/** The prerequisites that placeholders in a body bring along. */
const OF_PLACEHOLDERS: Readonly<Record<string, readonly Prerequisite[]>> = {
  '<other proxy>': ['proxies', 'second proxy'],
  '<present proxy>': ['proxies'],
  '<proxy name>': ['proxies'],
  '<half a proxy id>': ['proxies'],
  '<proxy in capitals>': ['proxies'],
  '<proxy among blanks>': ['proxies'],
  '<deleted proxy>': ['deleted proxy'],
  '<profile>': ['profiles'],
  '<half a profile id>': ['profiles'],
  '<profile in capitals>': ['profiles'],
  '<profile among blanks>': ['profiles'],
  '<profile name>': ['profiles', 'named profile'],
  '<half a profile name>': ['profiles', 'named profile'],
  '<profile name as a pattern>': ['profiles', 'named profile'],
  '<other profile>': ['profiles', 'second profile'],
  '<other profile name>': ['profiles', 'second profile'],
  '<nameless profile>': ['nameless profile'],
  '<deleted profile name>': ['deleted profile', 'profiles'],
  '<loaded profile>': ['profiles'],
};

/** What a body needs to exist. */
export function needsOfBody(body: Json | undefined): Prerequisite[] {
  if (typeof body === 'string')
    return Object.hasOwn(OF_PLACEHOLDERS, body) ? [...(OF_PLACEHOLDERS[body] ?? [])] : [];
  if (Array.isArray(body)) return body.flatMap(needsOfBody);
  return isObject(body) ? Object.values(body).flatMap(needsOfBody) : [];
}

/** A placeholder for which this API has nothing that would say anything: such a body is not sent. */
export function unfilledIn(body: Json | undefined): string | undefined {
  if (typeof body === 'string') return Object.hasOwn(OF_PLACEHOLDERS, body) ? body : undefined;
  const parts = Array.isArray(body) ? body : isObject(body) ? Object.values(body) : [];
  return parts.map(unfilledIn).find((found) => found !== undefined);
}

/** Where a prerequisite is looked for. */
interface Place {
  readonly document: ContractDocument;
  readonly target: Target;
  readonly settings: Settings;
  readonly leases: Leases;
}

/**
 * What a case lacks to be verified, as a sentence part that says what to give.
 * @throws SetUpFailed when a prerequisite could not be made for a reason that no plan explains.
 */
export async function missing(testCase: ContractCase, place: Place): Promise<string | undefined> {
  // No clause, no failure: another document (CONTRACT_DOCUMENT) may not say what a hand-written case rests on.
  if (at(place.document, testCase.clause.pointer) === undefined) {
    return `the document in use says nothing at ${testCase.clause.pointer}`;
  }
  for (const need of testCase.needs) {
    try {
      const lacking = await LOOK_FOR[need](place, testCase.id);
      if (lacking !== undefined) return lacking;
    } catch (error) {
      if (!(error instanceof Unavailable)) throw error;
      if (need.startsWith('deleted') || need.startsWith('nameless'))
        return `needs a ${need}, but ${error.message}`;
      const kind = need.includes('prox') ? 'proxies' : 'profiles';
      const setting = kind === 'proxies' ? 'KERNEL_PROXY_IDS' : 'KERNEL_PROFILE_IDS';
      return `needs ${kind}, but ${error.message}; ${setting} can name some`;
    }
  }
  return undefined;
}

const LOOK_FOR: Readonly<
  Record<Prerequisite, (place: Place, caseId: string) => string | undefined | Promise<string | undefined>>
> = {
  'restricted key': ({ target }) =>
    target.restrictedApiKey === undefined ? 'KERNEL_RESTRICTED_API_KEY is not set' : undefined,
  'failing session': ({ target }) =>
    target.failingBrowserId === undefined ? 'KERNEL_FAILING_BROWSER_ID is not set' : undefined,
  proxies: async ({ leases }, caseId) => {
    await leases.proxies(caseId);
    return undefined;
  },
  'second proxy': async ({ leases }, caseId) =>
    (await leases.proxies(caseId)).length < 2 ? 'KERNEL_PROXY_IDS names only one proxy' : undefined,
  'deleted proxy': async ({ leases }, caseId) => {
    await leases.deletedProxy(caseId);
    return undefined;
  },
  'nameless profile': async ({ leases }, caseId) => {
    await leases.namelessProfile(caseId);
    return undefined;
  },
  'deleted profile': async ({ leases }, caseId) => {
    await leases.deletedProfileName(caseId);
    return undefined;
  },
  profiles: async ({ leases }, caseId) => {
    await leases.profiles(caseId);
    return undefined;
  },
  'named profile': async ({ leases }, caseId) =>
    (await leases.profiles(caseId))[0]?.name === null
      ? 'the first profile of KERNEL_PROFILE_IDS has no name'
      : undefined,
  'second profile': async ({ leases }, caseId) =>
    (await leases.profiles(caseId)).length < 2 ? 'KERNEL_PROFILE_IDS names only one profile' : undefined,
  'two browsers': ({ settings }) =>
    settings.browsers < 2 ? 'CONTRACT_BROWSERS is 1, and this takes two browsers at once' : undefined,
  'embedded target': ({ target }) =>
    target.embedded
      ? undefined
      : 'only tried on the embedded reference server: a key in a query reaches access logs',
  'no gentleness': ({ settings }) => (settings.gentle ? 'CONTRACT_GENTLE is on' : undefined),
};
