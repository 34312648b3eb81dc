import { CORE_SCHEMA, load } from 'js-yaml';

/** The value of a YAML text, by the core schema of YAML 1.2. @throws Error with the parser's words. */
export function parseYaml(text: string): unknown {
  return load(text, { schema: CORE_SCHEMA });
}
