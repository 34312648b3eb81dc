import { failureBlock } from '../../src/report/block.js';
import type { ExploreFailure } from './explore.js';
import { exploreExitCode, exploreLastLine, type ExploreResult } from './result.js';

/** The block of a failure as every other one looks, then the steps that led to it, and how to take them again. */
export function exploreBlock(failure: ExploreFailure): string {
  const { finding, findings, exchanges, expected, sentence, sequence } = failure;
  const steps = sequence.map((line, index) => `${index + 1}. ${line}`);
  return failureBlock({
    id: `explore/${finding.check}`,
    sentence,
    verdict: 'breach',
    clause: { pointer: finding.clause, text: '' },
    facts: findings.map(({ because, ...fact }) => ({ ...fact, sentence: because })),
    exchanges,
    expected,
    expectation: expectation(failure),
    steps: steps.length === 0 ? ['none: a session that was just created shows it'] : steps,
    again: { command: againCommand(failure) },
  });
}

/** The command that runs the sequence of a failure again. */
function againCommand({ seed, path }: ExploreFailure): string {
  return `npm run explore -- --seed ${seed} --path "${path}"`;
}

function expectation({ exchanges, expected }: ExploreFailure): string {
  const statuses = expected.join(' or ');
  const asserted = exchanges.some(({ purpose }) => purpose === 'asserted');
  if (!asserted) return `${statuses} with the session as it was`;
  if (!expected.includes(200)) return `${statuses} with an Error body, session unchanged`;
  const whole = '200 with a Browser body, the named members applied, nothing else changed';
  const refusals = expected.filter((status) => status !== 200);
  return refusals.length === 0 ? whole : `${whole}; or ${refusals.join(' or ')}, session unchanged`;
}

/** The whole result as JSON. Exchanges were redacted when they were captured. */
export function exploreJson(result: ExploreResult): string {
  const { explored, ...rest } = result;
  const { failure, ...counts } = explored ?? {};
  const exitCode = exploreExitCode(result);
  const details = failure === undefined ? {} : { ...failure, again: againCommand(failure) };
  const report = { ...rest, ...counts, requests: rest.requests, findings: [], ...details };
  return `${JSON.stringify({ ...report, exitCode, verdict: exploreLastLine(result) }, null, 2)}\n`;
}
