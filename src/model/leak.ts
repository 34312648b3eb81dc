export const RESOURCE_KINDS = ['browser', 'profile', 'proxy'] as const;
export type ResourceKind = (typeof RESOURCE_KINDS)[number];

/** Something of a run's that was not released, or of which that cannot be known. */
export interface Leak {
  readonly kind: ResourceKind;
  /** As the API gave it, whatever it holds; undefined where the creation had no known outcome. */
  readonly id: string | undefined;
  readonly runId: string;
  /** Why it was not released, as the end of a sentence. */
  readonly why: string;
}
