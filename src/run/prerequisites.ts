import { at, type ContractDocument } from '../contract/document.js';
import { Unavailable, type Leases } from '../target/leases.js';
import type { Target } from '../target/settings.js';
import type { ContractCase } from './contract-case.js';

/**
 * What a case lacks to be verified, as a sentence part that says what to give.
 * @throws SetUpFailed when a prerequisite could not be made for a reason that no plan explains.
 */
export async function missing(
  one: ContractCase,
  document: ContractDocument,
  target: Target,
  leases: Leases,
): Promise<string | undefined> {
  // No clause, no failure: another document (CONTRACT_DOCUMENT) may not say what a hand-written case rests on.
  if (at(document, one.clause.pointer) === undefined) {
    return `the document in use says nothing at ${one.clause.pointer}`;
  }
  for (const need of one.needs) {
    if (need === 'restricted key' && target.restrictedApiKey === undefined) {
      return 'KERNEL_RESTRICTED_API_KEY is not set';
    }
    if (need === 'failing session' && target.failingBrowserId === undefined) {
      return 'KERNEL_FAILING_BROWSER_ID is not set';
    }
    if (need === 'proxies' || need === 'second proxy') {
      try {
        const ids = await leases.proxies(one.id);
        if (need === 'second proxy' && ids.length < 2) return 'KERNEL_PROXY_IDS names only one proxy';
      } catch (error) {
        if (error instanceof Unavailable)
          return `needs proxies, but ${error.message}; KERNEL_PROXY_IDS can name some`;
        throw error;
      }
    }
  }
  return undefined;
}
