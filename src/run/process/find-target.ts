import { randomBytes } from 'node:crypto';
import { startReferenceServer } from '../../reference-server/server.js';
import type { Settings, Target } from '../../model/settings.js';

/** The API to check: the one of the settings, or a reference server started for this process. */
export async function findTarget(
  settings: Settings,
): Promise<{ target: Target; close: () => Promise<void> }> {
  const { baseUrl, apiKey, restrictedApiKey, failingBrowserId } = settings;
  if (baseUrl !== undefined && apiKey !== undefined) {
    const target = { embedded: false, baseUrl, apiKey, restrictedApiKey, failingBrowserId };
    return { target, close: () => Promise.resolve() };
  }
  const referenceServer = await startReferenceServer({ document: settings.document });
  const target = {
    embedded: true,
    baseUrl: referenceServer.url,
    apiKey: referenceServer.apiKey,
    restrictedApiKey: referenceServer.restrictedApiKey,
    failingBrowserId: referenceServer.failingBrowserId,
  };
  return { target, close: () => referenceServer.close() };
}

/** Sortable by time, and unlike any other run's. */
export function newRunId(): string {
  const time = new Date().toISOString().slice(0, 19).replaceAll(/[-:]/g, '').replace('T', '-');
  return `${time}-${randomBytes(3).toString('hex')}`;
}
