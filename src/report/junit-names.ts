import path from 'node:path';
import type { RunRecord } from '../model/run-record.js';

/** The suite of what belongs to no case: what was left behind, and what the run met. */
export const OF_THE_RUN = 'run';

/** `staging viewport`: what a report calls a suite, so that those of two environments are not taken for one. */
export function suiteName({ environment }: Pick<RunRecord, 'environment'>, suite: string): string {
  return `${environment} ${suite}`;
}

/** `staging.viewport`, or `staging.viewport.the-schema`: Jenkins and GitLab group by the dots. */
export function dotted({ environment }: Pick<RunRecord, 'environment'>, parts: readonly string[]): string {
  return [environment, ...parts].map(slug).join('.');
}

/** `viewport` of `specs/viewport.spec.ts`; tests without a file share a suite. */
export function suiteOf(file: string | undefined): string {
  return file === undefined ? 'tests' : path.basename(file).replace(/(?:\.spec)?\.[^.]+$/, '');
}

/** Letters and digits of any script, with a hyphen for whatever stands between them; never a dot, never empty. */
function slug(text: string): string {
  const words = text.match(/[\p{L}\p{M}\p{N}_]+/gu) ?? [];
  return words.length === 0 ? '-' : words.join('-');
}
