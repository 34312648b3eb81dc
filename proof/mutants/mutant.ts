import type { How, Reach } from '../../src/reference-server/deviation.js';

export type Area = 'response body' | 'error body' | 'access' | 'field' | 'whole update';

/** One mistake that a server could make, and the reference server makes on request. */
export interface Mutant {
  /** Stable: people and reports refer to it. */
  readonly name: string;
  readonly area: Area;
  /** What the server does wrong. */
  readonly sentence: string;
  /** JSON pointer of the statement of the document that it contradicts. */
  readonly clause: string;
  readonly how: How;
  /** Left out: updates of a session, which are all that the document describes. */
  readonly reach?: Reach;
}

/** A mutant without its area, which its file gives to all its rows at once. */
export type Row = Omit<Mutant, 'area'>;

/** Gives every row its area. */
export function inArea(area: Area, rows: readonly Row[]): Mutant[] {
  return rows.map((row) => ({ ...row, area }));
}

/** A property's name as a part of a mutant's name. */
export function kebab(path: string): string {
  return path.replaceAll(/[._]/g, '-');
}

export const PATCH = '#/paths/~1browsers~1%7Bid%7D/patch';

/** The pointer of a declared answer. */
export function response(status: number): string {
  return `${PATCH}/responses/${status}`;
}

/** The pointer of a place below a schema of the document, such as `Browser/required`. */
export function schema(place: string): string {
  return `#/components/schemas/${place}`;
}
