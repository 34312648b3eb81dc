import { loadDocument } from '../contract/load-document.js';
import { keyHeaderOf } from '../contract/security.js';
import type { ContractCase } from '../model/case.js';
import type { Settings, Target } from '../model/settings.js';
import { planText } from '../report/plan-text.js';
import { planOf } from '../run/schedule/plan.js';
import { MOST_SECOND_TRIES } from '../run/schedule/try-again.js';
import { readPrices } from '../settings/prices.js';

/** What a run of some cases would send and cost at most, as text. */
export function planned(cases: readonly ContractCase[], settings: Settings): string {
  const document = loadDocument(settings.document);
  keyHeaderOf(document); // a run would be refused, too
  const plan = planOf(cases, { document, settings, target: targetOf(settings) });
  return planText(plan, settings, readPrices(), MOST_SECOND_TRIES);
}

/** The target as far as a plan has to know it: the reference server, which is not started, has all keys. */
function targetOf(settings: Settings): Target {
  const { baseUrl, apiKey = '', restrictedApiKey, failingBrowserId } = settings;
  if (baseUrl !== undefined) return { embedded: false, baseUrl, apiKey, restrictedApiKey, failingBrowserId };
  return { embedded: true, baseUrl: '', apiKey, restrictedApiKey: '', failingBrowserId: '' };
}
