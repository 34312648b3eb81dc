import type { CompiledContract } from '../run/compiled-contract.js';
import type { ContractCase } from '../run/contract-case.js';
import type { Fault, Variant, Witness } from './rows.js';

/** An API on loopback that cases are played against. */
export interface PlayedApi {
  readonly url: string;
  readonly apiKey: string;
  readonly restrictedApiKey: string;
  readonly failingBrowserId: string;
  close(): Promise<void>;
}

/** Opens an API that conforms, or has a fault or a variant by its name. */
export type OpenApi = (differs: { readonly fault?: string; readonly variant?: string }) => Promise<PlayedApi>;

/** What a matrix is made of. */
export interface Bench {
  readonly contract: CompiledContract;
  readonly cases: readonly ContractCase[];
  readonly faults: readonly Fault[];
  readonly variants: readonly Variant[];
  readonly witnesses: readonly Witness[];
  readonly open: OpenApi;
}
