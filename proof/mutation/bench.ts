import type { CompiledContract } from '../../src/run/case/compiled-contract.js';
import type { ContractCase } from '../../src/model/case.js';
import type { Killers } from './killers.js';
import type { Mutant, Variation, Ablation } from './rows.js';

/** An API on loopback that cases are played against. */
export interface PlayedApi {
  readonly url: string;
  readonly apiKey: string;
  readonly restrictedApiKey: string;
  readonly failingBrowserId: string;
  close(): Promise<void>;
}

/** Opens an API that conforms, or has a mutant or a variation by its name. */
type OpenApi = (differs: { readonly mutant?: string; readonly variation?: string }) => Promise<PlayedApi>;

/** What a report is made of. */
export interface Bench {
  readonly contract: CompiledContract;
  readonly cases: readonly ContractCase[];
  readonly mutants: readonly Mutant[];
  readonly variations: readonly Variation[];
  /** Variations that an API has several of at once. */
  readonly companies: readonly Variation[];
  /** The case that was the last to find a mutant first, by the mutant's name. */
  readonly killers: Killers;
  readonly ablations: readonly Ablation[];
  /** How many steps random sequences have to find a mutant. */
  readonly explorerSteps: number;
  readonly open: OpenApi;
}
