import type { Knowledge } from '../../checks/effects.js';
import type { CaseTools } from '../case/tools.js';

/** A proxy that neither the run nor its operator has can only be the one that a stealth session has by default. */
export function defaultProxyOf({
  settings: { proxyIds },
  leases,
}: Pick<CaseTools, 'settings' | 'leases'>): Pick<Knowledge, 'isDefaultProxy'> {
  const isOwn = (id: string): boolean => proxyIds.includes(id) || leases.proxyName(id) !== undefined;
  return { isDefaultProxy: (id) => typeof id === 'string' && id !== '' && !isOwn(id) };
}
