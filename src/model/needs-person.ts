/**
 * Why a person has to look at a hand-written case: the document in use is not the pinned one, and no longer says what the
 * case rests on.
 */
export interface NeedsPerson {
  /** A part of a sentence: `the document no longer has profile in the request body`. */
  readonly why: string;
  /** Is it run all the same? Then what rests on its own clause alone is no breach. */
  readonly isRun: boolean;
  /** Does nothing but the clause say how the API has to answer? Else a status has its meaning, or the schema decides. */
  readonly decidesStatus: boolean;
  /** The member of the update that the clause is about, by its path: empty where it is about none. */
  readonly member: string;
}

/** Why a case is left to a person, as it stands in reports. */
export function forPerson(why: string): string {
  return `needs a person: ${why}`;
}
