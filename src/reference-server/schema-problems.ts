import type { ErrorObject } from 'ajv/dist/2020.js';
import { isObject } from '../model/json.js';

/**
 * What a schema has against a body: one sentence per fault, each naming the member by its path (`viewport.width`).
 * Values are not quoted, so that nothing of a request comes back in an error.
 */
export function schemaFaults(errors: readonly ErrorObject[]): string[] {
  // The failures inside the branches of a choice only repeat, per branch, that the choice failed.
  const own = errors.filter(
    ({ keyword, schemaPath }) => keyword !== 'if' && !/\/(?:oneOf|anyOf)\/\d+\//.test(schemaPath),
  );
  return [...new Set(own.map(sentence))];
}

function sentence(error: ErrorObject): string {
  const path = error.instancePath.slice(1).replaceAll('/', '.').replaceAll('~1', '/').replaceAll('~0', '~');
  if (error.keyword === 'required') {
    const params: unknown = error.params;
    const missing =
      isObject(params) && typeof params.missingProperty === 'string' ? params.missingProperty : 'A member';
    return `${path === '' ? missing : `${path}.${missing}`} is required.`;
  }
  const member = path === '' ? 'The request body' : path;
  const choices = error.keyword === 'oneOf' ? requiredByBranch(error.schema) : [];
  if (choices.length > 0) return `${member} must have exactly one of ${choices.join(' and ')}.`;
  if (error.keyword === 'enum') return `${member} must be ${choicesOf(error.schema)}.`;
  return `${member} ${error.message ?? 'does not fit its schema'}.`;
}

/** The names behind `oneOf: [{required: [a]}, {required: [b]}]`; none when the branches say anything else. */
function requiredByBranch(branches: unknown): string[] {
  if (!Array.isArray(branches)) return [];
  const names = branches.map((branch: unknown) =>
    isObject(branch) && Object.keys(branch).length === 1 && Array.isArray(branch.required)
      ? branch.required.filter((name) => typeof name === 'string').join(', ')
      : '',
  );
  return names.includes('') ? [] : names;
}

/** The longest list of choices that an error quotes. */
const MOST_CHOICES = 50;

function choicesOf(choices: unknown): string {
  return Array.isArray(choices) && choices.length > MOST_CHOICES
    ? `one of ${choices.length} values`
    : `one of ${JSON.stringify(choices)}`;
}
