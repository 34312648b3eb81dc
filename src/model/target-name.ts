import type { Settings } from './settings.js';

const EMBEDDED = 'embedded reference server';

/** What reports call the target of some settings: its base URL, or `embedded reference server`. */
export function targetName({ baseUrl }: Pick<Settings, 'baseUrl'>): string {
  return baseUrl ?? EMBEDDED;
}

/** What people call a target that nobody has named: the host of its URL without a port, or `reference-server`. */
export function environmentName({ baseUrl }: Pick<Settings, 'baseUrl'>): string {
  return baseUrl === undefined ? 'reference-server' : new URL(baseUrl).hostname;
}

/** The same within a sentence; undefined where no target is known. */
export function targetInSentence(name: string): string | undefined {
  if (name === UNKNOWN_TARGET) return undefined;
  return name === EMBEDDED ? `the ${name}` : name;
}

/** What stands for the target of a run whose settings cannot be used. */
export const UNKNOWN_TARGET = 'unknown';
