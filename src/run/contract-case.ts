import type { Json } from '../contract/json.js';
import type { Credential } from '../target/client.js';
import type { SessionKind } from '../target/leases.js';
import type { InventoryCase } from './record.js';

/** Something that a case needs and that a key, a plan or an operator may not give. */
export type Prerequisite = 'restricted key' | 'failing session' | 'proxies' | 'second proxy' | 'replays';

/** Where the request goes. Only a held session is read before and afterwards. */
export type Addressee = 'held session' | 'unknown session' | 'failing session';

/** What the body claims about itself; the suite checks its own claims against the document before it sends. */
export type Claim = 'fits the schema' | 'breaks the schema' | 'nothing';

/** One thing to check, ready to be run: the inventory's part and what to send. */
export interface ContractCase extends InventoryCase {
  /** Statuses that the API may answer with. */
  readonly statuses: readonly number[];
  /** One sentence on why more than one status is allowed, or why the case exists; printed with a failure. */
  readonly because?: string;
  readonly to: Addressee;
  /** What the held session must be. */
  readonly from: SessionKind;
  readonly credential: Credential;
  /** A JSON body, in which placeholders such as `<other proxy>` are filled when it is sent. */
  readonly body?: Json;
  /** Undefined sends no content type. */
  readonly contentType?: string;
  readonly claim: Claim;
  readonly needs: readonly Prerequisite[];
}
