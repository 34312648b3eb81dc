import vm from 'node:vm';
import { expression } from './schema.js';

/** Texts so short are searched in no time, whatever the pattern. */
const SHORT = 20;
/** So long, even a quick pattern may take its time. */
const LONG = 10_000;
/** A search that takes longer would take for ever. */
const LONGEST_MS = 500;

/** What Ajv asks of a regular expression; it tells them apart by their texts. */
export interface Pattern {
  test(text: string): boolean;
  toString(): string;
}

const search = new vm.Script('expression.test(text)');
let sandbox: { expression: RegExp; text: string } | undefined;

/**
 * A pattern whose search ends: one that goes back and forth in a text (`(a+)+$`) may take longer than the universe, and
 * only a sandbox can be stopped meanwhile. A text that could not be searched in time counts as one that fits, as every
 * text does for a pattern that ECMA-262 does not allow: neither says anything against the API.
 */
export function boundedPattern(pattern: string): Pattern {
  const found = expression(pattern) ?? /^/;
  const isQuick = hasOneQuantifier(pattern);
  return {
    test: (text) =>
      text.length <= SHORT || (isQuick && text.length <= LONG) ? found.test(text) : searched(found, text),
    toString: () => String(found),
  };
}

/** May a validator that knows no bound search by the pattern? From the start on, without going back. */
export function isQuickPattern(pattern: string): boolean {
  return expression(pattern)?.unicode === true && pattern.startsWith('^') && hasOneQuantifier(pattern);
}

/** Only a second quantifier makes a search go back and forth. Characters in a class count, which does no harm. */
function hasOneQuantifier(pattern: string): boolean {
  return (pattern.replaceAll(/\\.|\[(?:\\.|[^\]\\])*\]/g, 'x').match(/[*+{]/g) ?? []).length <= 1;
}

function searched(pattern: RegExp, text: string): boolean {
  sandbox ??= contextOf(pattern);
  Object.assign(sandbox, { expression: pattern, text });
  try {
    const isFound: unknown = search.runInContext(sandbox, { timeout: LONGEST_MS });
    return isFound === true;
  } catch {
    return true;
  }
}

function contextOf(expression: RegExp): { expression: RegExp; text: string } {
  const made = { expression, text: '' };
  vm.createContext(made);
  return made;
}
