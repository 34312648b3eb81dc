import type { Settings } from '../model/settings.js';

/**
 * Reads the settings that the parent process handed over.
 * @throws Error that does not quote the text, which may hold a key.
 */
export function parseHandedSettings(text: string): Settings {
  try {
    const settings: unknown = JSON.parse(text);
    if (isSettings(settings)) return settings;
  } catch {
    // The parser quotes the text, which may hold a key.
  }
  throw new Error(`CONTRACT_HANDOFF is set by hand: leave it to npm run contract.`);
}

function isSettings(value: unknown): value is Settings {
  return typeof value === 'object' && value !== null && 'document' in value && 'reportsDir' in value;
}
