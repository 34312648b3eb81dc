import type { CaseLeases } from '../../api/leases/leases.js';
import { Unavailable } from '../../api/leases/set-up-errors.js';
import { declaredStatuses } from '../../contract/declared-responses.js';
import { at } from '../../contract/document.js';
import { anonymousAt } from '../../contract/security.js';
import type { ContractCase, Prerequisite } from '../../model/case.js';
import { forPerson } from '../../model/needs-person.js';
import { undeclared } from './follow-document.js';
import { settingsOfBody } from './placeholders.js';
import type { CaseTools } from './tools.js';

/** What is known of a run before anything is sent. */
export type KnownAtStart = Pick<CaseTools, 'document' | 'target' | 'settings'>;

/** What a case lacks to be verified whatever the API gives, as a part of a sentence that says what to provide. */
export function missingFromStart(testCase: ContractCase, known: KnownAtStart): string | undefined {
  // No clause, no failure: another document (CONTRACT_DOCUMENT) may not say what a case rests on.
  if (testCase.needsPerson?.isRun === false) return forPerson(testCase.needsPerson.why);
  if (at(known.document, testCase.clause.pointer) === undefined) {
    return `the document in use says nothing at ${testCase.clause.pointer}`;
  }
  const status = undeclared(testCase.statuses, known.document);
  if (status !== undefined) return status;
  if (testCase.unbound !== undefined) return `nothing bound for ${testCase.unbound}`;
  if (isKeyless(testCase) && anonymousAt(known.document) !== undefined) {
    return 'the document lets requests in without a key';
  }
  const [unset] = settingsOfBody(testCase.body).filter((name) => !(name in known.settings.boundValues));
  if (unset !== undefined) return `${unset} is not set`;
  return firstOf(testCase.needs.map((need) => (isAtStart(need) ? AT_START[need](known) : undefined)));
}

/**
 * What a case lacks to be verified, as a part of a sentence that says what to provide.
 * @throws SetUpFailed when a prerequisite could not be made for a reason that no plan explains.
 */
export async function missing(testCase: ContractCase, tools: CaseTools): Promise<string | undefined> {
  const known = missingFromStart(testCase, tools);
  if (known !== undefined) return known;
  for (const need of testCase.needs) {
    try {
      const lacking = isAtStart(need) ? undefined : await LOOK_FOR[need](tools);
      if (lacking !== undefined) return lacking;
    } catch (error) {
      if (!(error instanceof Unavailable)) throw error;
      return `needs ${whatToGive(need, error.message)}`;
    }
  }
  return undefined;
}

/** Is the request to be refused because of its key? */
function isKeyless({ credential, statuses }: ContractCase): boolean {
  return statuses.includes(401) && statuses.length === 1 && !credential.startsWith('restricted');
}

function isAtStart(need: Prerequisite): need is AtStart {
  return need in AT_START;
}

function firstOf(texts: readonly (string | undefined)[]): string | undefined {
  return texts.find((text) => text !== undefined);
}

function whatToGive(need: Prerequisite, why: string): string {
  if (need.startsWith('deleted') || need.startsWith('nameless')) return `a ${need}, but ${why}`;
  return need.includes('prox')
    ? `proxies, but ${why}; KERNEL_PROXY_IDS can name some`
    : `profiles, but ${why}; KERNEL_PROFILE_IDS can name some`;
}

type LookFor = (tools: CaseTools) => string | undefined | Promise<string | undefined>;

/** Needs nothing but that this can be made. */
const made =
  (make: (leases: CaseLeases) => Promise<unknown>): LookFor =>
  async ({ leases }) => {
    await make(leases);
    return undefined;
  };

type AtStart =
  | 'restricted key'
  | 'failing session'
  | 'two browsers'
  | 'declared conflict'
  | 'embedded target'
  | 'no gentleness';

/** What the settings and the target decide. */
const AT_START: Readonly<Record<AtStart, (known: KnownAtStart) => string | undefined>> = {
  'restricted key': ({ target }) =>
    target.restrictedApiKey === undefined ? 'KERNEL_RESTRICTED_API_KEY is not set' : undefined,
  'failing session': ({ target }) =>
    target.failingBrowserId === undefined ? 'KERNEL_FAILING_BROWSER_ID is not set' : undefined,
  'two browsers': ({ settings }) =>
    settings.browsers < 2
      ? `${settings.gentle ? 'CONTRACT_GENTLE is on' : 'CONTRACT_BROWSERS is 1'}, and this takes two browsers at once`
      : undefined,
  // A range (4XX) does not say that a value may be taken.
  'declared conflict': ({ document }) =>
    declaredStatuses(document).includes(409)
      ? undefined
      : 'the document does not declare the status 409 by itself',
  'embedded target': ({ target }) =>
    target.embedded
      ? undefined
      : 'only tried on the embedded reference server: a key in a query reaches access logs',
  'no gentleness': ({ settings }) => (settings.gentle ? 'left out by CONTRACT_GENTLE' : undefined),
};

/** What the API decides. */
const LOOK_FOR: Readonly<Record<Exclude<Prerequisite, AtStart>, LookFor>> = {
  proxies: made((leases) => leases.proxies()),
  'second proxy': async ({ leases }) =>
    (await leases.proxies()).length < 2 ? 'KERNEL_PROXY_IDS names only one proxy' : undefined,
  'deleted proxy': made((leases) => leases.deletedProxy()),
  'nameless profile': made((leases) => leases.namelessProfile()),
  'deleted profile': made((leases) => leases.deletedProfile()),
  profiles: made((leases) => leases.profiles()),
  'named profile': async ({ leases }) =>
    (await leases.profiles())[0]?.name === null
      ? 'the first profile of KERNEL_PROFILE_IDS has no name'
      : undefined,
  'second profile': async ({ leases }) =>
    (await leases.profiles()).length < 2 ? 'KERNEL_PROFILE_IDS names only one profile' : undefined,
};
