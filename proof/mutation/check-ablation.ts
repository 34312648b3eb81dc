import { CHECKS, type CheckName } from '../../src/model/finding.js';
import type { Ablation } from './rows.js';

/** For each check a mutant that it alone kills: with the check switched off, that mutant survives. */
const KILLED_BY_ALONE: Readonly<Record<CheckName, string>> = {
  'status-declared': 'response-status-202',
  'status-expected': 'access-401-as-403',
  'content-type': 'response-type-text-plain',
  json: 'response-trailing-garbage',
  schema: 'error-403-lacks-code',
  'strict-schema': 'response-profile-last-used-at-empty',
  'secret-shown': 'error-403-echoes-the-key',
  'stack-shown': 'error-500-shows-a-stack-trace',
  'live-view-shown': 'response-live-view-of-a-headless-session',
  echo: 'profile-not-shown',
  'read-back': 'proxy-only-shown',
  agreement: 'loaded-profile-shown-by-another-name',
  frame: 'response-deleted-at-of-a-live-session',
  untouched: 'access-403-but-applied',
  torn: 'concurrent-updates-torn',
  'derived-rate': 'refresh-rate-kept-when-omitted',
  segments: 'force-stops-nothing',
};

/** In the order of the checks. */
export const ABLATIONS: readonly Ablation[] = CHECKS.map((check) => ({
  check,
  mutant: KILLED_BY_ALONE[check],
}));
