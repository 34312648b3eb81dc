import type { Finding } from '../../model/finding.js';
import type { Json } from '../../model/json.js';
import { html, type Html } from '../look/html.js';
import { shown } from '../shown.js';
import { cut } from '../visible.js';

const LONGEST_VALUE = 160;

interface Change {
  readonly path: string;
  readonly was: string;
  readonly before: Json | undefined;
  readonly after: Json | undefined;
}

/** What findings say of a session's state, as a difference: a line that is gone, a line that came. */
export function stateChange(findings: readonly Finding[]): Html | undefined {
  const changes = new Map(findings.flatMap(changeIn).map((change) => [change.path, change]));
  if (changes.size === 0) return undefined;
  const rows = [...changes.values()].map(
    ({ path, was, before, after }) =>
      html`<div class="minus">
          <span class="sign">−</span> ${path}: ${value(before)} <span class="soft">${was}</span>
        </div>
        <div class="plus">
          <span class="sign">+</span> ${path}: ${value(after)} <span class="soft">shown</span>
        </div>`,
  );
  return html`<figure class="change">
    <figcaption>State of the session</figcaption>
    <div class="diff">${rows}</div>
  </figure>`;
}

function changeIn(finding: Finding): Change[] {
  switch (finding.check) {
    case 'frame':
    case 'untouched':
      return [{ ...finding.details, was: 'before' }];
    case 'echo':
    case 'read-back': {
      const { path, value: after, allowed } = finding.details;
      return [{ path, was: 'asked for', before: allowed[0], after }];
    }
    case 'agreement': {
      const { path, answer, read } = finding.details;
      return [{ path, was: 'in the answer', before: answer, after: read }];
    }
    default:
      return [];
  }
}

function value(of: Json | undefined): string {
  return cut(shown(of), LONGEST_VALUE);
}
