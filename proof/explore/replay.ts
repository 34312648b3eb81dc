import fc from 'fast-check';
import { isKindLetter, type KindLetter } from './session-kinds.js';

/** What leads back to a sequence that failed, beside its seed. */
export interface ReplayPath {
  /** Which of the smaller examples it is. */
  readonly counterexample: string;
  /** Which of its steps were taken. */
  readonly steps: string;
  /** The kinds of the sessions, by place. */
  readonly kinds: readonly KindLetter[];
}

const PATH = /^(\d+(?::\d+)*);([A-Za-z0-9+/]*:[A-Za-z0-9+/]*);([a-z]+)$/;

/** @throws Error in a whole sentence where the text is no path. */
export function parsePath(text: string): ReplayPath {
  const [, counterexample, steps, letters = ''] = PATH.exec(text) ?? [];
  const kinds = Array.from(letters).filter(isKindLetter);
  if (counterexample === undefined || steps === undefined || kinds.length !== letters.length) {
    throw new Error(`"${text}" is no path: give the one that a failure printed, with its seed.`);
  }
  return { counterexample, steps, kinds };
}

/** The path of the example that a check of the library ended with, from what it says of it. */
export function pathOf(
  counterexamplePath: string | null,
  counterexample: unknown,
  kinds: readonly KindLetter[],
): string {
  // The steps' part stands only in the text of the example.
  const steps = /replayPath="([^"]*)"/.exec(fc.stringify(counterexample))?.[1] ?? ':';
  return `${counterexamplePath ?? '0'};${steps};${kinds.join('')}`;
}

/**
 * The seed of one sequence of an exploration. The first is the exploration's own, so that the seed of a failure is
 * enough to meet it again; the others are far from it, so that neighbouring seeds explore different sequences.
 */
export function seedOf(seed: number, sequence: number): number {
  if (sequence === 0) return seed;
  let mixed = (seed ^ Math.imul(sequence, 0x9e3779b1)) | 0;
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return (mixed ^ (mixed >>> 16)) >>> 1;
}
