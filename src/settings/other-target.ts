import type { Settings } from '../model/settings.js';
import { normalBaseUrl } from './base-url.js';

/** How command lines name the embedded reference server, which has no URL of its own before it is started. */
export const EMBEDDED = 'embedded';

/**
 * Why a case that ran against one target must not run against that of the settings: they name another.
 * @param target a base URL, or `embedded`.
 * @returns a whole sentence; undefined where both are the same.
 */
export function otherTarget(target: string, { baseUrl }: Pick<Settings, 'baseUrl'>): string | undefined {
  if (target === EMBEDDED) {
    return baseUrl === undefined
      ? undefined
      : `--target is ${EMBEDDED}, the reference server, but KERNEL_BASE_URL is ${baseUrl}: unset it and what belongs to it, or leave --target out.`;
  }
  const url = normalBaseUrl(target);
  if (url === undefined) {
    // Not shown: what is no URL may be a key in the wrong place.
    return `--target is neither an http or https URL nor the word ${EMBEDDED}: copy it as a failure prints it, or leave it out.`;
  }
  if (url === baseUrl) return undefined;
  const here = baseUrl === undefined ? 'is not set' : `is ${baseUrl}`;
  return `--target is ${url}, but KERNEL_BASE_URL ${here}: set it and its key, or leave --target out.`;
}
