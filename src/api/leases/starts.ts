import { isCreatedWithProfile, type SessionKind } from '../../model/session-kind.js';
import type { Created } from './creation.js';
import { browserMarks, oddBrowserMark } from './listed.js';
import { hasStatus } from './tried-again.js';

/** What a browser starts with. */
export interface Start {
  /** By which lists show it. */
  readonly mark: string;
  readonly url: string;
  /** Does more follow the mark, in letters that servers damage? */
  readonly isOdd: boolean;
}

/** A browser, and what it started with. */
interface Started extends Created {
  readonly start: Start;
}

/** What the browsers of a run start with, as far as the API takes it. */
export interface Starts {
  /** Every mark that a browser of this run may have. */
  readonly marks: readonly string[];
  /**
   * Creates a browser with the first start that the API takes.
   * @throws what `make` throws; where it takes none, what it threw for the first one.
   */
  make(kind: SessionKind, make: (start: Start) => Promise<Created>): Promise<Started>;
}

const INVALID = [400, 422];

export function createStarts(runId: string): Starts {
  const marks = browserMarks(runId);
  /** The mark with which the API has created a browser. */
  let taken: string | undefined;
  let isOddRefused = false;

  /** In the order in which they are tried. */
  const startsFor = (kind: SessionKind): readonly Start[] => {
    // Some APIs take URLs of the web alone.
    const plain = (taken === undefined ? marks : [taken]).map((mark) => ({ mark, url: mark, isOdd: false }));
    // Letters that are not ASCII make no URL by the letter of RFC 3986.
    const odd = isCreatedWithProfile(kind) && !isOddRefused ? plain.slice(0, 1) : [];
    return [...odd.map(({ mark }) => ({ mark, url: oddBrowserMark(mark), isOdd: true })), ...plain];
  };

  return {
    marks,
    async make(kind, make) {
      const starts = startsFor(kind);
      let refused: unknown;
      for (const start of starts) {
        try {
          const made = await make(start);
          taken ??= start.mark;
          isOddRefused ||= !start.isOdd && starts.some(({ mark, isOdd }) => isOdd && mark === start.mark);
          return { ...made, start };
        } catch (error) {
          if (!hasStatus(error, INVALID)) throw error;
          refused ??= error;
        }
      }
      throw refused;
    },
  };
}
