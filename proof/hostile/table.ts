import { BODIES } from './bodies.js';
import { CONNECTIONS } from './connections.js';
import type { Hostility } from './hostility.js';
import { SECRETS } from './secrets.js';
import { STATUSES } from './statuses.js';

/** Everything that a hostile server is known to do. */
export const HOSTILITIES: readonly Hostility[] = [...CONNECTIONS, ...BODIES, ...SECRETS, ...STATUSES];
