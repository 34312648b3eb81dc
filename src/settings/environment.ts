import { existsSync } from 'node:fs';
import { devNull } from 'node:os';
import { config as loadDotenv } from 'dotenv';
import type { Handoff, Settings } from '../model/settings.js';
import { parseHandoff } from './handoff.js';
import { parseSettings, type Environment } from './parse-settings.js';

/** The variable by which the parent process hands a run to the Mocha process. */
const HANDOFF = 'CONTRACT_HANDOFF';

/**
 * Reads `.env` (or the file that `DOTENV_CONFIG_PATH` names) and the environment, which wins.
 * Afterwards the environment holds no `KERNEL_*` name: no library can pick a key up from there.
 * @throws SettingsError with all problems at once.
 */
export function readSettings(): Settings {
  const file: Record<string, string> = {};
  const named = process.env.DOTENV_CONFIG_PATH;
  loadDotenv({ path: named ?? '.env', quiet: true, processEnv: file });
  const environment: Record<string, string | undefined> = { ...file, ...process.env };
  Reflect.deleteProperty(environment, HANDOFF);
  hideKeys(); // before anything can throw
  // A file that is not there says nothing of the API to check: a typo must not turn a gate green on the reference server.
  const missing =
    named === undefined || existsSync(named)
      ? []
      : [`DOTENV_CONFIG_PATH is "${named}", but there is no such file.`];
  return parseSettings(environment, missing);
}

/** Makes this process, and those that it starts, blind to what a developer has set: for the suite's own tests. */
export function forgetEnvironment(): void {
  for (const name of Object.keys(process.env)) {
    if (/^(?:KERNEL|CONTRACT)_/.test(name)) Reflect.deleteProperty(process.env, name);
  }
  process.env.DOTENV_CONFIG_PATH = devNull;
}

let handedOver: Handoff | undefined;
let ownSettings: Settings | undefined;

/** The settings of this process: those that were handed over, else its own. @throws SettingsError */
export function currentSettings(): Settings {
  ownSettings ??= readHandoff()?.settings ?? readSettings();
  return ownSettings;
}

/** What the parent process handed over; undefined when Mocha was started by hand. */
export function readHandoff(): Handoff | undefined {
  const text = process.env[HANDOFF];
  if (text === undefined) return handedOver;
  hideKeys();
  handedOver = parseHandoff(text);
  return handedOver;
}

/** The environment for a Mocha process: this one's, without keys, plus the handoff. */
export function environmentWith(handoff: Handoff): Environment {
  return { ...process.env, [HANDOFF]: JSON.stringify(handoff) };
}

function hideKeys(): void {
  for (const name of Object.keys(process.env)) {
    if (name.startsWith('KERNEL_') || name === HANDOFF) Reflect.deleteProperty(process.env, name);
  }
}
