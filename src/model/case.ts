import type { Credential } from './credential.js';
import { isObject, type Json } from './json.js';
import type { NeedsPerson } from './needs-person.js';
import type { InventoryCase } from './run-record.js';
import type { SessionKind } from './session-kind.js';
import type { Wire } from './wire.js';

/** Something that a case needs and that a key, a plan, the settings or the operator may not provide. */
export type Prerequisite =
  | 'restricted key'
  | 'failing session'
  | 'proxies'
  | 'second proxy'
  | 'deleted proxy'
  | 'profiles'
  | 'named profile'
  | 'second profile'
  | 'nameless profile'
  | 'deleted profile'
  | 'two browsers'
  | 'declared conflict'
  | 'embedded target'
  | 'no gentleness';

/** What may be taken for the id of a session, and is not. */
export type Nearly =
  | 'half'
  | 'with a head'
  | 'with another last letter'
  | 'with a tail'
  | 'in upper case'
  | 'among blanks'
  | 'encoded twice'
  | 'with a file suffix'
  | 'with a matrix parameter'
  | 'with a NUL'
  | 'of its proxy'
  | 'of its profile';

/** Paths that begin as that of a session, and are not written as usual. */
export type OddPath = 'with a letter percent-encoded' | 'with a segment behind it' | 'without an id';

/** Where the request goes. Only a held session is read before and afterwards. */
export type Addressee =
  | 'held session'
  | 'unknown session'
  | 'failing session'
  | 'deleted session'
  /** A held session, by an id that is nearly its own. */
  | { readonly nearly: Nearly }
  /** A held session, with a query behind its path that the document does not declare: `?proxy_id=`. */
  | { readonly query: string }
  /** A held session, by a path that is its own or nearly so. */
  | { readonly path: OddPath }
  /** The id as it appears in the path, percent-encoded. */
  | { readonly id: string };

/** What the body claims about itself; the suite checks its own claims against the document before it sends. */
export type Claim = 'fits the schema' | 'breaks the schema' | 'nothing';

/** The state that a held session is brought into first, by updates that are not judged. */
export interface Start {
  readonly proxy?: 'set' | 'none';
  readonly profile?: 'loaded' | 'none';
  /** An update that is sent before the asserted one. */
  readonly after?: Json;
  /** The asserted values may equal the present ones: the case is about sending them again. */
  readonly repeated?: boolean;
}

/** How a case is run; each procedure is a file of its own in `src/run/procedures/`. */
export type Procedure =
  | 'single'
  | 'burst'
  | 'fields at once'
  | 'profiles at once'
  | 'derived rates'
  | 'extreme rates'
  | 'segments'
  | 'and on'
  | 'bystander'
  | 'taken value'
  | 'later'
  | 'reads';

/** A case that is ready to run: what the inventory lists of it, and what to send. */
export interface ContractCase extends Omit<InventoryCase, 'isReadBack' | 'isUnusual'> {
  /** Derived from a statement of the schema, or written by hand. */
  readonly source: 'schema' | 'hand';
  readonly target: Addressee;
  /** What the held session must be. */
  readonly session: SessionKind;
  readonly start: Start;
  readonly procedure: Procedure;
  readonly credential: Credential;
  /** A JSON body, in which placeholders such as `<other proxy>` are filled when it is sent; or the meaning of `raw`. */
  readonly body?: Json;
  /** A body that is sent verbatim instead. */
  readonly raw?: string;
  /** Further bodies, each sent after the first, and judged as it is. */
  readonly also?: readonly Json[];
  readonly wire?: Wire;
  /** Undefined sends no content type. */
  readonly contentType?: string;
  readonly claim: Claim;
  /**
   * Only an overly literal reading of the clause forbids another answer, and common frameworks give it by default: what
   * is found is a note.
   */
  readonly isNote?: true;
  /** What stands in front of the API may answer instead, with any 4xx in a form of its own. */
  readonly isForEdge?: true;
  readonly needs: readonly Prerequisite[];
  /** Undefined under the pinned document. */
  readonly needsPerson?: NeedsPerson;
  /** A member that refers to something, for which `fixtures/bindings.yaml` has no line: its value is made up. */
  readonly unbound?: string;
  /** Paths of members that no two sessions may share: they get new values when the body is sent. */
  readonly unique?: readonly string[];
}

/** Is the case about a session that a worker holds? */
export function isHeld({ target }: Pick<ContractCase, 'target'>): boolean {
  return target === 'held session' || (typeof target === 'object' && !('id' in target));
}

/** Does the case lease a second session beside the one that its worker holds? */
export function takesSecondSession({ procedure }: Pick<ContractCase, 'procedure'>): boolean {
  return procedure === 'bystander' || procedure === 'taken value';
}

/** Does the case send a member that is for answers only? */
export function isAboutReadOnly({ clause }: Pick<ContractCase, 'clause'>): boolean {
  return clause.pointer.endsWith('/readOnly');
}

/** The part of a case that the inventory lists. */
export function listed(testCase: ContractCase): InventoryCase {
  const { id, group, sentence, intent, clause, subject, statuses, because } = testCase;
  return {
    ...{ id, group, sentence, intent, clause, subject, statuses },
    ...(because === undefined ? {} : { because }),
    isReadBack: isHeld(testCase),
    ...(isUnusual(testCase) ? { isUnusual: true } : {}),
  };
}

function isUnusual({ session, procedure, also, wire }: ContractCase): boolean {
  const { recording, special } = session;
  return (
    recording || special !== undefined || procedure !== 'single' || also !== undefined || wire !== undefined
  );
}

/** Does the case load a profile into its session? */
export function consumesProfile({ intent, body }: ContractCase): boolean {
  return intent !== 'refuse' && isObject(body) && 'profile' in body;
}
