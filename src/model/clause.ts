/** One statement of the document: where it is, and what it says in a few words. */
export interface Clause {
  /** JSON pointer as a URI fragment (RFC 6901, section 6): `#/components/schemas/…`. */
  readonly pointer: string;
  readonly text: string;
  /** The id of the requirement that states it, where one does. */
  readonly id?: string;
}
