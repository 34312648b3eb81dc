import type { ContractDocument } from '../contract/document.js';
import type { Json } from '../contract/json.js';
import type { ResponseContract } from '../contract/response-contract.js';
import type { Client } from '../target/client.js';
import type { Leases } from '../target/leases.js';
import type { Settings, Target } from '../target/settings.js';
import type { Journal } from './journal.js';

/** What a case needs to be run: made once per run, shared by all lanes. */
export interface Tools {
  readonly document: ContractDocument;
  /** The responses of the PATCH. */
  readonly answers: ResponseContract;
  /** The responses that reads of a session are held to. */
  readonly reads: ResponseContract;
  /** What is wrong with a request body by the document; empty where nothing is. */
  readonly requestFaults: (body: Json) => string[];
  readonly target: Target;
  readonly settings: Settings;
  readonly client: Client;
  readonly leases: Leases;
  readonly journal: Journal;
}
