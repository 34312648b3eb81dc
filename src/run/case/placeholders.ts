import type { CaseLeases } from '../../api/leases/leases.js';
import type { LeasedProfile } from '../../api/leases/references.js';
import type { Prerequisite } from '../../model/case.js';
import { isObject, valueAt, type Json, type JsonObject } from '../../model/json.js';
import type { Settings } from '../../model/settings.js';
import { isValueName } from '../../settings/bound-values.js';
import { halfOf, inCapitals, inWideLetters } from './nearly-ids.js';
import { unknownId } from './unknown-id.js';

/** Where the value of a placeholder comes from. */
export interface PlaceholderSource {
  /** The state of the session that the body is sent to. */
  readonly state: JsonObject;
  readonly leases: CaseLeases;
  readonly settings: Pick<Settings, 'boundValues'>;
}

/** Words in angle brackets in a case's body, for something that is known only when the body is sent. */
interface Placeholder {
  /** What must exist for it. */
  readonly needs: readonly Prerequisite[];
  /** Its value; undefined where this API has none that would prove anything. @throws Unavailable | SetUpFailed */
  readonly value: (source: PlaceholderSource) => Promise<string | undefined> | string | undefined;
}

export const PLACEHOLDERS: Readonly<Record<string, Placeholder>> = {
  '<unknown id>': { needs: [], value: () => unknownId() },
  '<unknown name>': { needs: [], value: () => `nobody-${unknownId()}` },

  '<other proxy>': { needs: ['proxies', 'second proxy'], value: otherProxy },
  '<present proxy>': {
    needs: ['proxies'],
    value: ({ state }) => (typeof state.proxy_id === 'string' ? state.proxy_id : undefined),
  },
  '<proxy name>': ofProxy((id, leases) => leases.proxyName(id)),
  '<half a proxy id>': ofProxy(halfOf),
  '<proxy in capitals>': ofProxy(inCapitals),
  '<proxy among blanks>': ofProxy((id) => ` ${id} `),
  '<deleted proxy>': { needs: ['deleted proxy'], value: ({ leases }) => leases.deletedProxy() },

  '<profile>': ofProfile(({ id }) => id),
  '<half a profile id>': ofProfile(({ id }) => halfOf(id)),
  '<profile in capitals>': ofProfile(({ id }) => inCapitals(id)),
  '<profile among blanks>': ofProfile(({ id }) => ` ${id} `),
  '<profile name>': ofProfileName((name) => name),
  '<half a profile name>': ofProfileName((name) => name.slice(0, -1)),
  '<profile name as a pattern>': ofProfileName((name) => name.replace(/[^_]$/, '_')),
  '<profile name in wide letters>': ofProfileName(inWideLetters),
  '<long and odd profile name>': {
    needs: ['profiles', 'named profile'],
    value: async ({ leases }) => {
      const [first] = await leases.profiles();
      if (first === undefined || first.name === null) return undefined;
      const name = `.${first.name.slice(0, 100).padEnd(118, 'x')}-`;
      await leases.profileNamed(`${name}1`); // older, and found first by whoever compares only as many letters as were sent
      await leases.profileNamed(name);
      return name;
    },
  },
  '<long profile name but for its end>': {
    needs: ['profiles', 'named profile'],
    value: async ({ leases }) => {
      const [first] = await leases.profiles();
      if (first === undefined || first.name === null) return undefined;
      const long = `${first.name.slice(0, 100)}-${'x'.repeat(100)}`;
      await leases.profileNamed(`${long}1`);
      return `${long}2`;
    },
  },
  '<other profile>': {
    needs: ['profiles', 'second profile'],
    value: async (source) => (await otherProfile(source))?.id,
  },
  '<other profile name>': {
    needs: ['profiles', 'second profile'],
    value: async (source) => (await otherProfile(source))?.name ?? undefined,
  },
  '<loaded profile>': { needs: ['profiles'], value: loadedProfile },
  '<loaded profile name>': {
    needs: ['profiles', 'named profile'],
    value: async (source) => {
      const own = (await source.leases.profiles()).find(({ id }) => id === loadedProfile(source));
      const shown = valueAt(source.state, ['profile', 'name']); // of one that a case about names has loaded
      return own?.name ?? (typeof shown === 'string' ? shown : undefined);
    },
  },
  '<nameless profile>': { needs: ['nameless profile'], value: ({ leases }) => leases.namelessProfile() },
  '<deleted profile>': {
    needs: ['deleted profile', 'profiles'],
    value: async ({ leases }) => (await leases.deletedProfile()).id,
  },
  '<deleted profile name>': {
    needs: ['deleted profile', 'profiles'],
    value: async ({ leases }) => (await leases.deletedProfile()).name,
  },
};

/** The setting that a text stands for (`<KERNEL_VALUE_POOL>`); undefined where it stands for none. */
function settingOf(text: string): string | undefined {
  const name = /^<(.+)>$/.exec(text)?.[1];
  return name !== undefined && isValueName(name) ? name : undefined;
}

function placeholderOf(text: string): Placeholder | undefined {
  const setting = settingOf(text);
  if (setting !== undefined) return { needs: [], value: ({ settings }) => settings.boundValues[setting] };
  return Object.hasOwn(PLACEHOLDERS, text) ? PLACEHOLDERS[text] : undefined;
}

/** Is a text filled in when a body is sent? */
export function isPlaceholder(text: string): boolean {
  return placeholderOf(text) !== undefined;
}

/** The settings that a body takes values from. */
export function settingsOfBody(body: Json | undefined): string[] {
  return placeholdersIn(body).flatMap((name) => settingOf(name) ?? []);
}

async function otherProxy({ state, leases }: PlaceholderSource): Promise<string | undefined> {
  return (await leases.proxies()).find((id) => id !== state.proxy_id);
}

/** Made of the id of a proxy, not the session's own where there is another. */
function ofProxy(make: (id: string, leases: CaseLeases) => string | undefined): Placeholder {
  return {
    needs: ['proxies'],
    value: async (source) => {
      const id = (await otherProxy(source)) ?? (await source.leases.proxies())[0];
      return id === undefined ? undefined : make(id, source.leases);
    },
  };
}

function ofProfile(make: (profile: LeasedProfile) => string | undefined): Placeholder {
  return {
    needs: ['profiles'],
    value: async ({ leases }) => {
      const [first] = await leases.profiles();
      return first === undefined ? undefined : make(first);
    },
  };
}

function ofProfileName(make: (name: string) => string): Placeholder {
  const { value } = ofProfile(({ name }) => (name === null ? undefined : make(name)));
  return { needs: ['profiles', 'named profile'], value };
}

function loadedProfile({ state }: PlaceholderSource): string | undefined {
  const id = valueAt(state, ['profile', 'id']);
  return typeof id === 'string' ? id : undefined;
}

/** A profile that the session has not loaded: the second one, or else the first. */
async function otherProfile(source: PlaceholderSource): Promise<LeasedProfile | undefined> {
  const [first, ...rest] = await source.leases.profiles();
  const candidates = [...rest, ...(first === undefined ? [] : [first])];
  return candidates.find(({ id }) => id !== loadedProfile(source));
}

/** What a body needs to exist, by the placeholders in it. */
export function needsOfBody(body: Json | undefined): Prerequisite[] {
  return placeholdersIn(body).flatMap((name) => placeholderOf(name)?.needs ?? []);
}

/**
 * Fills the placeholders of a body; text that is not a placeholder stays as it is.
 * @returns the body, or the placeholder for which this API has no value.
 * @throws Unavailable | SetUpFailed
 */
export async function fill(
  body: Json | undefined,
  source: PlaceholderSource,
): Promise<{ readonly body: Json | undefined } | { readonly unfilled: string }> {
  const values = new Map<string, string>();
  for (const name of placeholdersIn(body)) {
    const value = await placeholderOf(name)?.value(source);
    if (value === undefined) return { unfilled: name };
    values.set(name, value);
  }
  return { body: body === undefined ? undefined : replaced(body, values) };
}

function placeholdersIn(body: Json | undefined): string[] {
  if (typeof body === 'string') return isPlaceholder(body) ? [body] : [];
  const parts = Array.isArray(body) ? body : isObject(body) ? Object.values(body) : [];
  return [...new Set(parts.flatMap(placeholdersIn))];
}

function replaced(body: Json, values: ReadonlyMap<string, string>): Json {
  if (typeof body === 'string') return values.get(body) ?? body;
  if (Array.isArray(body)) return body.map((item) => replaced(item, values));
  if (!isObject(body)) return body;
  return Object.fromEntries(Object.entries(body).map(([name, member]) => [name, replaced(member, values)]));
}
