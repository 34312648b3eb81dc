import { production } from './production.js';
import type { Role } from './role.js';

/** Every role that the reference server can play. */
export const ROLES: readonly Role[] = [production];
