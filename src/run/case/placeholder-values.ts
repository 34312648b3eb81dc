import { isObject, valueAt, type Json, type JsonObject } from '../../model/json.js';
import type { ContractCase } from '../../model/contract-case.js';
import { halfOf, inCapitals } from './nearly-ids.js';
import type { Placeholders } from './placeholders.js';
import { unknownId } from './send-case.js';
import type { Tools } from './tools.js';

/** What exists at run time and a body may name; only what the case needs is made. */
export async function placeholdersFor(
  state: JsonObject,
  testCase: ContractCase,
  { leases }: Tools,
): Promise<Placeholders> {
  const values: Record<string, string | undefined> = {
    '<unknown id>': unknownId(),
    '<unknown name>': `nobody-${unknownId()}`,
  };
  if (testCase.needs.includes('proxies')) {
    const ids = await leases.proxies(testCase.id);
    const other = ids.find((id) => id !== state.proxy_id);
    const id = other ?? ids[0] ?? '';
    values['<other proxy>'] = other;
    values['<proxy name>'] = leases.proxyName(id);
    values['<half a proxy id>'] = halfOf(id);
    values['<proxy in capitals>'] = inCapitals(id);
    values['<proxy among blanks>'] = ` ${id} `;
    if (typeof state.proxy_id === 'string') values['<present proxy>'] = state.proxy_id;
  }
  if (testCase.needs.includes('deleted proxy'))
    values['<deleted proxy>'] = await leases.deletedProxy(testCase.id);
  if (testCase.needs.includes('nameless profile')) {
    values['<nameless profile>'] = await leases.namelessProfile(testCase.id);
  }
  if (testCase.needs.includes('deleted profile')) {
    values['<deleted profile name>'] = await leases.deletedProfileName(testCase.id);
  }
  if (testCase.needs.includes('profiles')) {
    const loaded = valueAt(state, ['profile', 'id']);
    const [first, ...rest] = await leases.profiles(testCase.id);
    if (first !== undefined) {
      values['<profile>'] = first.id;
      values['<half a profile id>'] = halfOf(first.id);
      values['<profile in capitals>'] = inCapitals(first.id);
      values['<profile among blanks>'] = ` ${first.id} `;
    }
    if (typeof first?.name === 'string') {
      values['<profile name>'] = first.name;
      values['<half a profile name>'] = first.name.slice(0, -1);
      values['<profile name as a pattern>'] = first.name.replace(/[^_]$/, '_');
    }
    const other = [...rest, ...(first === undefined ? [] : [first])].find(({ id }) => id !== loaded);
    values['<other profile>'] = other?.id;
    values['<other profile name>'] = other?.name ?? undefined;
    if (typeof loaded === 'string') values['<loaded profile>'] = loaded;
  }
  return Object.fromEntries(
    Object.entries(values).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
}

/** A profile that an accepted body names exists before it is named, and its id is known. */
export async function profileNamedIn(
  body: Json | undefined,
  testCase: ContractCase,
  placeholders: Placeholders,
  { leases }: Tools,
): Promise<{ name: string; id: string } | undefined> {
  const name = valueAt(body, ['profile', 'name']);
  if (typeof name !== 'string') return undefined;
  if (testCase.intent !== 'accept') {
    // "No such profile" would be a refusal too: where the API lets a profile have a name that an update must refuse,
    // it is there. Where it does not, the refusal says less, and the case stays what it is.
    if (testCase.claim === 'breaks the schema') {
      const names = lookalikes(name).map((like) =>
        leases.profileNamed(like, testCase.id).catch(() => undefined),
      );
      await Promise.all(names);
    }
    return undefined;
  }
  const own = placeholders['<profile>'];
  if (name === placeholders['<profile name>'] && own !== undefined) return { name, id: own };
  return isObject(body) ? { name, id: await leases.profileNamed(name, testCase.id) } : undefined;
}

/** A refused name, and the names that a lenient server could take it for. */
function lookalikes(name: string): string[] {
  const plain = name.normalize('NFD').replaceAll(/\p{M}/gu, '');
  const parts = name.match(/[a-zA-Z0-9._-]+/g) ?? [];
  return [...new Set([name, name.trim(), name.slice(0, 255), plain, ...parts])].filter((one) => one !== '');
}
