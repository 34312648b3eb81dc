import { existsSync, readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { closestNames } from '../../model/closest-names.js';

/** How the name of a spec file ends. */
export const SPEC = '.spec.ts';
/** How the name of a test of the suite itself ends. */
const OWN_TEST = '.test.ts';

const SPECS = path.resolve(__dirname, '../../../specs');

/** What is wrong with the files, folders and patterns that a run was asked for, in whole sentences. */
export function problemsOfNamed(names: readonly string[]): string[] {
  return names.flatMap((name) => problemOf(name) ?? []);
}

function problemOf(name: string): string | undefined {
  const files = filesAt(name);
  if (files === undefined) return isPattern(name) || existsSync(`${name}${SPEC}`) ? undefined : missing(name);
  if (files.some((file) => file.endsWith(SPEC))) return undefined;
  if (files.some((file) => file.endsWith(OWN_TEST))) {
    return `${name} tests the suite itself, not an API: npx mocha --config .mocharc.own.json ${name} runs it.`;
  }
  return statSync(name).isDirectory()
    ? `${name} holds no spec file: the names of those end in ${SPEC}.`
    : `${name} is no spec file: the names of those end in ${SPEC}.`;
}

/** The file, or all files in the folder; undefined where there is neither. */
function filesAt(name: string): string[] | undefined {
  if (!existsSync(name)) return undefined;
  return statSync(name).isDirectory() ? readdirSync(name, { encoding: 'utf8', recursive: true }) : [name];
}

/** One that the shell has left to Mocha. */
function isPattern(name: string): boolean {
  return /[*?[\]{}]/.test(name);
}

function missing(name: string): string {
  const specs = readdirSync(SPECS).map((file) => path.relative('.', path.join(SPECS, file)));
  return `There is no file ${name}; the closest are ${closestNames(name, specs).join(', ')}.`;
}
