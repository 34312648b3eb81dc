import { createContext, Script } from 'node:vm';

/** No expression takes long over texts up to this length. */
const SHORT = 12;

/** An expression that takes longer over a text does not match it. */
const LONGEST_MS = 250;

const SCRIPT = new Script('expression.test(text)');
const context: { expression?: RegExp; text?: string } = {};
createContext(context);

/** An expression that does not search for ever. */
class BoundedExpression extends RegExp {
  /** Two repetitions may stand for each other in ever so many ways; one cannot. */
  private readonly repetitions = this.source.match(/[*+{]/g)?.length ?? 0;

  override test(text: string): boolean {
    if (text.length <= SHORT || this.repetitions < 2) return super.test(text);
    context.expression = new RegExp(this.source, this.flags); // a plain one: it would come back here
    context.text = text;
    try {
      return SCRIPT.runInContext(context, { timeout: LONGEST_MS }) === true;
    } catch {
      return false;
    }
  }
}

/**
 * Reads a pattern in Unicode mode where it can be read so, else in the older mode of ECMA-262: `\-` is a mistake in the
 * former only. The expression does not search for ever.
 * @throws SyntaxError for text that is no expression in either mode.
 */
export const readPattern = Object.assign(
  (pattern: string): RegExp => {
    try {
      return new BoundedExpression(pattern, 'u');
    } catch {
      return new BoundedExpression(pattern);
    }
  },
  { code: 'readPattern' },
);
