import type { Statement, Variant } from './variant.js';
import { unchanged } from './variant.js';
import { aThing } from './words.js';

/** `readOnly: true`: the member in a request all the same. It is ignored or refused, and never applied. */
export function readOnlyVariants({ location }: Statement): Variant[] {
  const say = (): string => `${aThing(location)} that only answers may show`;
  return [{ name: 'sent', intent: 'observe', value: unchanged, say }];
}
