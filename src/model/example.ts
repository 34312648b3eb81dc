import type { Example } from './cause-cases.js';
import { causeOf, unexplained } from './cause.js';

/**
 * Which of two cases shows a cause better, for `sort`: one that was judged to its end and not refuted by a second try;
 * then an ordinary session and procedure; then one that shows nothing else, and whose row needs no explanation of its
 * own; then one with few requests and a short body.
 */
export function byWorth(a: Example, b: Example): number {
  const [one, other] = [costOf(a), costOf(b)];
  const place = one.findIndex((cost, index) => cost !== other[index]);
  return (one[place] ?? 0) - (other[place] ?? 0);
}

/** What makes a case a worse example, the worst first. */
function costOf({ listed, result }: Example): readonly number[] {
  const { obstacle, reproduced, exchanges } = result;
  const shown = new Set(unexplained(result.findings).map((finding) => causeOf(finding, listed.subject)));
  const asserted = exchanges.filter(({ purpose }) => purpose === 'asserted');
  const length = asserted.reduce(
    (sum, { request }) => sum + request.path.length + (request.body ?? '').length,
    0,
  );
  return [
    obstacle === undefined ? 0 : 1,
    reproduced === '1 of 2' ? 1 : 0,
    listed.isUnusual === true ? 1 : 0,
    shown.size === 1 ? 0 : 1,
    listed.because === undefined ? 0 : 1,
    asserted.length,
    reproduced === '2 of 2' ? 0 : 1,
    exchanges.length,
    length,
  ];
}
