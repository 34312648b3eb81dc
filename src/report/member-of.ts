import type { Finding } from '../model/finding.js';

/** The member of an answer that a finding is about, by its steps; undefined where it is about no member. */
export function memberOf(finding: Finding): readonly string[] | undefined {
  const { check, details } = finding;
  switch (check) {
    case 'torn':
      return ['viewport'];
    case 'derived-rate':
      return ['viewport', 'refresh_rate'];
    case 'uptime':
      return ['usage', 'uptime_ms'];
    case 'live-view-shown':
    case 'address':
    case 'empty-error':
      return [details.member];
    case 'echo':
    case 'read-back':
      return details.exchangedWith === undefined && details.unchangedIn === undefined
        ? details.path.split('.')
        : details.path.split('.').slice(0, -1);
    case 'schema':
    case 'strict-schema':
    case 'agreement':
    case 'frame':
    case 'untouched':
      return details.path.split('.');
    default:
      return undefined;
  }
}
