import { createContext, Script } from 'node:vm';

// Whether a pattern backtracks for ever is decided by the processor time of its tests, so that other work on the machine
// changes no verdict; only a machine some times slower may. No library decides better. Those that analyse patterns miss
// some dangers and see others where none are (safe-regex2), or are clocked themselves (recheck); those that match in linear
// time read another syntax (re2js), or know no Unicode mode and are experimental (the engine's own, by a flag).

/** A test that takes longer backtracks for ever: others are done in microseconds. */
const LONGEST_MS = 500;
/** All tests of a pattern that looks dangerous; without a danger, thousands of them take less. */
const LONGEST_IN_ALL_MS = 4000;
/** So long a test may be kept from the processor. */
const LONGEST_WAIT_MS = 16_000;
/** A test of so many steps takes less than that. */
const MOST_STEPS = 1e8;

/** A group that is repeated may be matched in more ways than can be counted. */
const REPEATED_GROUP = /\)[*+{]/;
const REPETITION = /(?<!\\[pPu])[*+{]/g;
const CHOICE = /(?<!\()\?|\|/g;

const subject = { pattern: /^/, text: '' };
createContext(subject);
const isMatch = new Script('pattern.test(text)');

/**
 * A regular expression whose test always ends: where it backtracks for ever, it counts as not matching, and is not
 * tried again.
 */
class GuardedPattern extends RegExp {
  isEndless = false;
  private spentMs = 0;
  private readonly repetitions = this.source.match(REPETITION)?.length ?? 0;
  private readonly choices = this.source.match(CHOICE)?.length ?? 0;

  override test(text: string): boolean {
    if (this.isEndless) return false;
    if (this.mostSteps(text) <= MOST_STEPS) return super.test(text);
    subject.pattern = new RegExp(this.source, this.flags);
    subject.text = text;
    for (let waitMs = LONGEST_MS; ; waitMs *= 2) {
      const before = process.cpuUsage();
      try {
        return isMatch.runInContext(subject, { timeout: waitMs }) === true;
      } catch {
        // Others had the processor: it is given longer, but no more of the processor.
        if (spentSince(before) < 0.8 * LONGEST_MS && waitMs < LONGEST_WAIT_MS) continue;
        this.isEndless = true;
        return false;
      } finally {
        this.spentMs += spentSince(before);
        if (this.spentMs > LONGEST_IN_ALL_MS) this.isEndless = true;
      }
    }
  }

  /** A match may begin anywhere, each repetition end anywhere, and each choice be made either way. */
  private mostSteps({ length }: string): number {
    if (REPEATED_GROUP.test(this.source)) return Infinity;
    return 2 ** this.choices * length ** (this.repetitions + 1);
  }
}

/** Processor time in milliseconds. */
function spentSince(before: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

const compiled = new Map<string, GuardedPattern | undefined>();
const MOST_COMPILED = 5000;

/**
 * The regular expression of a `pattern`, safe to be tested against any text.
 * @returns undefined when ECMA-262 does not allow it. Unicode mode is the default; patterns written for the older mode
 *   (with a needlessly escaped hyphen, for example) use that one.
 */
export function guardedPattern(pattern: string): RegExp | undefined {
  if (!compiled.has(pattern)) {
    if (compiled.size >= MOST_COMPILED) compiled.clear();
    compiled.set(pattern, compile(pattern));
  }
  return compiled.get(pattern);
}

/** Did a test of this pattern have to be stopped? */
export function isEndless(pattern: string): boolean {
  return compiled.get(pattern)?.isEndless === true;
}

function compile(pattern: string): GuardedPattern | undefined {
  for (const flags of ['u', '']) {
    try {
      return new GuardedPattern(pattern, flags);
    } catch {
      continue;
    }
  }
  return undefined;
}
