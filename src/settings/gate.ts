import { readFileSync } from 'node:fs';
import { parseYaml } from '../model/yaml.js';

/** The file that lists the cases of `npm run gate`. */
export const GATE_FILE = 'fixtures/gate.yaml';

/** The ids of the gate's cases. @throws Error in a whole sentence. */
export function readGate(): readonly string[] {
  const value: unknown = parseYaml(readFileSync(GATE_FILE, 'utf8'));
  const ids = typeof value === 'object' && value !== null && 'cases' in value ? value.cases : undefined;
  if (Array.isArray(ids) && ids.length > 0 && ids.every((id) => typeof id === 'string')) return ids;
  throw new Error(`${GATE_FILE} must hold a list of case ids as "cases".`);
}
