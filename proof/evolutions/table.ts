import type { Evolution } from './evolution.js';
import { HISTORY } from './history.js';
import { KEYWORDS } from './keywords.js';
import { STRUCTURE } from './structure.js';

/** Every evolution of the document that the suite is proved with. */
export const EVOLUTIONS: readonly Evolution[] = [...HISTORY, ...STRUCTURE, ...KEYWORDS];
