import { CHECKS, type CheckName } from '../../src/model/finding.js';
import type { Ablation } from './rows.js';

/**
 * The checks that judge nothing by the pinned document, so that no mutant of it can need them, and why.
 * `other-documents.test.ts` proves each by a document of its own.
 */
export const NEEDED_BY_OTHER_DOCUMENTS = {
  header: 'The pinned document declares no response headers.',
} as const satisfies Partial<Record<CheckName, string>>;

type CheckOfOtherDocuments = keyof typeof NEEDED_BY_OTHER_DOCUMENTS;
type NeededCheck = Exclude<CheckName, CheckOfOtherDocuments>;

/** For each other check a mutant that it alone kills: with the check switched off, that mutant survives. */
const KILLED_BY_ALONE: Readonly<Record<NeededCheck, string>> = {
  'status-declared': 'session-deleted-as-410',
  'status-expected': 'access-401-as-403',
  framing: 'response-sent-twice',
  'content-type': 'response-type-text-plain',
  json: 'response-trailing-garbage',
  schema: 'error-403-lacks-code',
  'strict-schema': 'response-profile-last-used-at-empty',
  'secret-shown': 'error-403-echoes-the-key',
  'stack-shown': 'error-500-shows-a-stack-trace',
  'live-view-shown': 'response-live-view-of-a-headless-session',
  address: 'response-cdp-ws-url-relative',
  uptime: 'response-usage-uptime-ms-an-hour-more',
  'empty-error': 'error-400-code-empty',
  echo: 'profile-not-shown',
  'read-back': 'proxy-only-shown',
  agreement: 'response-addresses-exchanged',
  frame: 'response-deleted-at-of-a-live-session',
  untouched: 'proxy-removed-when-viewport-refused',
  absent: 'session-unknown-is-made-by-an-invalid-update',
  torn: 'concurrent-updates-torn',
  'derived-rate': 'refresh-rate-kept-when-omitted',
  segments: 'force-stops-nothing',
};

/** In the order of the checks. */
export const ABLATIONS: readonly Ablation[] = CHECKS.filter(isNeeded).map((check) => ({
  check,
  mutant: KILLED_BY_ALONE[check],
}));

function isNeeded(check: CheckName): check is NeededCheck {
  return !(check in NEEDED_BY_OTHER_DOCUMENTS);
}
