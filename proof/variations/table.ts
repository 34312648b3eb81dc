import { bodies } from './bodies.js';
import { decisions } from './decisions.js';
import { oddRequests } from './odd-requests.js';
import { settling } from './settling.js';
import type { Variation } from './variation.js';
import { wire } from './wire.js';

/** Every variation: on the wire, in the bodies, in the decisions, about odd requests, in time. */
export const VARIATIONS: readonly Variation[] = [
  ...wire,
  ...bodies,
  ...decisions,
  ...oddRequests,
  ...settling,
];
