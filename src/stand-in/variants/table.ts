import { bodies } from './bodies.js';
import { decisions } from './decisions.js';
import { settling } from './settling.js';
import type { Variant } from './variant.js';
import { wire } from './wire.js';

/** Every variant: on the wire, in the bodies, in the decisions, in time. */
export const VARIANTS: readonly Variant[] = [...wire, ...bodies, ...decisions, ...settling];
