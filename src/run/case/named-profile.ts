import type { CaseLeases } from '../../api/leases/leases.js';
import type { ContractCase } from '../../model/case.js';
import { valueAt, type Json } from '../../model/json.js';
import { needsOfBody } from './placeholders.js';

/** A profile that a body names, or whose id it names, with both. */
export interface NamedProfile {
  readonly name: string;
  readonly id: string;
}

/** Makes sure that the profile which an accepted body names exists before it is named, and finds out its id or name. */
export async function profileNamedIn(
  body: Json | undefined,
  testCase: ContractCase,
  leases: CaseLeases,
): Promise<NamedProfile | undefined> {
  const name = valueAt(body, ['profile', 'name']);
  if (typeof name !== 'string') return ownById(valueAt(body, ['profile', 'id']), testCase, leases);
  if (testCase.intent === 'accept') {
    const isOwn = needsOfBody(testCase.body).includes('profiles');
    const own = isOwn ? (await leases.profiles()).find((profile) => profile.name === name) : undefined;
    return { name, id: own?.id ?? (await leases.profileNamed(name)) };
  }
  // "No such profile" would be a refusal too: where the API lets a profile have a name that an update must refuse, it
  // is made. Where it does not, the refusal proves less, and the case stays what it is.
  if (testCase.claim === 'breaks the schema') {
    await Promise.all(lenientReadings(name).map((like) => leases.profileNamed(like).catch(() => undefined)));
  }
  return undefined;
}

/** Nothing is looked up for it: what is known of the run's own profiles is known already. */
async function ownById(
  id: Json | undefined,
  testCase: ContractCase,
  leases: CaseLeases,
): Promise<NamedProfile | undefined> {
  if (testCase.intent !== 'accept' || !needsOfBody(testCase.body).includes('profiles')) return undefined;
  const own = (await leases.profiles()).find((profile) => profile.id === id);
  return own === undefined || own.name === null ? undefined : { name: own.name, id: own.id };
}

/** A refused name, and the names that a lenient server could take it for. */
function lenientReadings(name: string): string[] {
  const plain = name.normalize('NFD').replaceAll(/\p{M}/gu, '');
  const parts = name.match(/[a-zA-Z0-9._-]+/g) ?? [];
  const readings = [name, name.trim(), name.slice(0, 255), plain, ...parts];
  return [...new Set(readings)].filter((reading) => reading !== '');
}
