import type { Handoff } from '../model/settings.js';

/**
 * Reads what the parent process handed over.
 * @throws Error that does not quote the text, which may hold a key.
 */
export function parseHandoff(text: string): Handoff {
  try {
    const handoff: unknown = JSON.parse(text);
    if (isHandoff(handoff)) return handoff;
  } catch {
    // The parser quotes the text, which may hold a key.
  }
  throw new Error(`CONTRACT_HANDOFF is set by hand: leave it to npm run contract.`);
}

function isHandoff(value: unknown): value is Handoff {
  return (
    typeof value === 'object' &&
    value !== null &&
    'runId' in value &&
    'settings' in value &&
    'target' in value
  );
}
