import type { Finding } from '../../model/finding.js';
import type { Json } from '../../model/json.js';
import { code, html, type Html } from '../look/html.js';
import { shown } from '../shown.js';
import { cut } from '../visible.js';

const LONGEST_VALUE = 160;

interface Difference {
  readonly path: string;
  readonly expected: Json | undefined;
  /** Why that: `as sent`. */
  readonly because: string;
  readonly seen: Json | undefined;
  /** What shows it. */
  readonly by: string;
}

/**
 * What findings say of a session's state, as what is expected and what is seen.
 * @param all those of the case: does a read show the same as the answer?
 */
export function stateChange(findings: readonly Finding[], all: readonly Finding[]): Html | undefined {
  const differences = new Map(
    findings.flatMap((finding) => differenceIn(finding, all)).map((one) => [one.path, one]),
  );
  if (differences.size === 0) return undefined;
  const rows = [...differences.values()].map(
    ({ path, expected, because, seen, by }) =>
      html`<dt>${code(path)}</dt>
        <dd class="right">
          <span class="sign" aria-hidden="true">✓</span> <b>expected</b> <span>${value(expected)}</span>
          <span class="soft">${because}</span>
        </dd>
        <dd class="wrong">
          <span class="sign" aria-hidden="true">✗</span> <b>seen</b> <span>${value(seen)}</span>
          <span class="soft">${by}</span>
        </dd>`,
  );
  return html`<figure class="change">
    <figcaption>State of the session</figcaption>
    <dl class="diff">${rows}</dl>
  </figure>`;
}

function differenceIn(finding: Finding, all: readonly Finding[]): Difference[] {
  const isRead = finding.exchange.purpose === 'read';
  const isInBoth = !isRead && all.some((other) => isSameInRead(finding, other));
  const both = isInBoth ? 'in the answer and in a read afterwards' : 'in the answer alone';
  const by = isRead ? 'in a read afterwards' : both;
  switch (finding.check) {
    case 'frame':
    case 'untouched': {
      const { path, before, after } = finding.details;
      return [{ path, expected: before, because: 'as it was before the update', seen: after, by }];
    }
    case 'echo':
    case 'read-back': {
      const { path, value: seen, allowed, exchangedWith } = finding.details;
      const because = 'as sent';
      const one = { path, expected: allowed[0], because, seen, by };
      return exchangedWith === undefined
        ? [one]
        : [one, { path: exchangedWith, expected: seen, because, seen: allowed[0], by }];
    }
    case 'agreement': {
      const { path, answer, read } = finding.details;
      return [{ path, expected: answer, because: 'as the answer showed it', seen: read, by }];
    }
    default:
      return [];
  }
}

function isSameInRead(finding: Finding, other: Finding): boolean {
  if (other.exchange.purpose !== 'read') return false;
  if (finding.check === 'echo')
    return other.check === 'read-back' && other.details.path === finding.details.path;
  return finding.check === 'frame' && other.check === 'frame' && other.details.path === finding.details.path;
}

function value(of: Json | undefined): string {
  return cut(shown(of), LONGEST_VALUE);
}
