import { basename } from 'node:path';
import { causesOf } from '../model/causes.js';
import { OUTCOMES, outcomeCounts } from '../model/outcomes.js';
import type { RunRecord } from '../model/run-record.js';
import { BROWSER_TYPES, dollarsFor } from '../model/usage.js';
import { notCoveredLines } from './not-covered.js';
import { statusLedger, type StatusEntry } from './status-ledger.js';
import { xmlElement } from './xml.js';

/** What was run against what, and how it went, in a block of properties. */
export function propertiesElement(run: RunRecord): string {
  const counts = outcomeCounts(run);
  const ledger = statusLedger(run);
  const properties: [string, string | number][] = [
    ['environment', run.environment],
    ['target', run.target],
    ['document', basename(run.document.file)],
    ['document hash', run.document.hash],
    ['run id', run.runId],
    ['suite version', run.suiteVersion],
    ['finished', String(run.finished)],
    ...OUTCOMES.map((outcome): [string, number] => [`cases.${outcome}`, counts[outcome]]),
    ['browsers created', run.browsers.created],
    ['browsers released', run.browsers.released],
    ['requests', run.requests.sent],
    ['throttled', run.requests.throttled],
    ...BROWSER_TYPES.map((type): [string, string] => [
      `browser seconds.${type}`,
      run.usage.seconds[type].toFixed(1),
    ]),
    ['dollars', run.prices === undefined ? '0' : dollarsFor(run.usage.seconds, run.prices).toFixed(6)],
    ['proxy', run.through ?? 'none'],
    ['drift count', run.drift.length],
    ['causes', causesOf(run).filter(({ severity, isKnown }) => severity === 'breach' && !isKnown).length],
    ['known deviations', run.deviations.length],
    ['statements not covered', run.notCovered?.length ?? 0],
    ['not covered', listed(notCoveredLines(run), '; ')],
    ['write-only fields', listed(run.writeOnly ?? [], ', ')],
    ['statuses verified', statuses(ledger, 'verified')],
    ['statuses broken', statuses(ledger, 'broken')],
    ['statuses not verified', statuses(ledger, 'not verified')],
  ];
  const elements = properties.map(([name, value]) => xmlElement('property', { name, value }));
  return xmlElement('properties', {}, `\n${elements.join('\n')}\n`);
}

function statuses(ledger: readonly StatusEntry[], state: StatusEntry['state']): string {
  const found = ledger.filter((entry) => entry.state === state).map(({ status }) => String(status));
  return listed(found, ', ');
}

function listed(texts: readonly string[], separator: string): string {
  return texts.length === 0 ? 'none' : texts.join(separator);
}
