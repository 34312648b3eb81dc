import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Environment, Values } from './values.js';
import { parseYaml } from '../model/yaml.js';

const FILE = path.resolve(__dirname, '../../fixtures/bindings.yaml');

/** A setting that holds the value of a member: its name is free, and a line of `fixtures/bindings.yaml` says for which. */
const NAME = /^KERNEL_VALUE_[A-Z0-9_]+$/;

/** Is this the name of a setting to which a line of `fixtures/bindings.yaml` may bind a member? */
export function isValueName(name: string): boolean {
  return NAME.test(name);
}

/** The settings to which `fixtures/bindings.yaml` binds members; undefined where the file is wrong, which is said elsewhere. */
export function boundNames(): ReadonlySet<string> | undefined {
  try {
    const bindings: unknown = parseYaml(readFileSync(FILE, 'utf8'));
    const bound = Object.values(typeof bindings === 'object' && bindings !== null ? bindings : {});
    return new Set(bound.filter((how) => typeof how === 'string').filter(isValueName));
  } catch {
    return undefined;
  }
}

/** The values that an environment holds for members, by the name of the setting. */
export function boundValues(
  environment: Environment,
  values: Values,
  bound: ReadonlySet<string> | undefined,
): Record<string, string> {
  const names = Object.keys(environment).filter(isValueName);
  for (const name of names) {
    if (bound?.has(name) !== false) continue;
    values.problems.push(
      `${name} is set, but no line of fixtures/bindings.yaml binds a member to it: add one, or unset it.`,
    );
  }
  return Object.fromEntries(
    names.flatMap((name) => {
      const value = values.filled(name, 'give the value of the member that is bound to it, or unset it');
      return value === undefined ? [] : [[name, value]];
    }),
  );
}
