import { devNull } from 'node:os';
import type { Settings } from '../model/settings.js';
import { readEnvFile } from './env-file.js';
import { parseHandedSettings } from './handed-settings.js';
import { boundNames } from './bound-values.js';
import { ENV_FILE_NAME } from './names.js';
import { parseSettings } from './parse-settings.js';
import { SettingsError } from './settings-error.js';
import type { Environment } from './values.js';

/** The variable by which the parent process hands the settings of a run to the Mocha process. */
const HANDOFF = 'CONTRACT_HANDOFF';

/** Makes this process, and those that it starts, blind to what a developer has set: for the suite's own tests. */
export function forgetEnvironment(): void {
  for (const name of Object.keys(process.env)) {
    if (/^(?:KERNEL_|CONTRACT_|GITHUB_(?:STEP_SUMMARY|ACTIONS)$)/.test(name))
      Reflect.deleteProperty(process.env, name);
  }
  process.env[ENV_FILE_NAME] = devNull;
}

let handedOver: Settings | undefined;
let ownSettings: Settings | undefined;
let refusal: SettingsError | undefined;
let sendsNothing = false;

/** Says that this process sends nothing: it needs no key, whatever API the settings name. */
export function needNoKey(): void {
  sendsNothing = true;
}

/**
 * The settings of this process: those that were handed over, else its own, which are read once. To read them again, after
 * keys were taken out of the environment, would find an environment without an API to check.
 * @throws SettingsError with all problems at once, each time.
 */
export function currentSettings(): Settings {
  if (refusal !== undefined) throw refusal;
  try {
    ownSettings ??= handedSettings() ?? readSettings();
    return ownSettings;
  } catch (error) {
    if (error instanceof SettingsError) refusal = error;
    throw error;
  }
}

/**
 * Reads `.env` (or the file that `DOTENV_CONFIG_PATH` names) and the environment, which wins.
 * Afterwards the environment holds no `KERNEL_*` name: no library can pick a key up from there.
 * @throws SettingsError
 */
function readSettings(): Settings {
  const { values, problems } = readEnvFile(process.env[ENV_FILE_NAME]);
  const environment: Record<string, string | undefined> = { ...values, ...process.env };
  Reflect.deleteProperty(environment, HANDOFF);
  hideKeys(); // before anything can throw
  return parseSettings(environment, [...problems, ...unreadByNode(values)], boundNames(), !sendsNothing);
}

/** Node reads this name when it starts, and so from the environment alone: a file could only seem to set it. */
function unreadByNode(values: Environment): string[] {
  const name = 'NODE_EXTRA_CA_CERTS';
  return values[name] === undefined || process.env[name] === values[name]
    ? []
    : [`${name} stands in the env file, where Node does not read it: set it in the environment.`];
}

/** The settings that the parent process handed over; undefined when Mocha was started by hand. */
export function handedSettings(): Settings | undefined {
  const text = process.env[HANDOFF];
  if (text === undefined) return handedOver;
  hideKeys();
  handedOver = parseHandedSettings(text);
  return handedOver;
}

/** The environment for a Mocha process: this one's, without keys, plus the settings of the run. */
export function environmentWith(settings: Settings): Environment {
  return { ...process.env, [HANDOFF]: JSON.stringify(settings) };
}

/** The environment for a thread that needs the document alone: half of what `.env` completes would be refused there. */
export function environmentWithDocument(document: string): Environment {
  return { ...process.env, [ENV_FILE_NAME]: devNull, CONTRACT_DOCUMENT: document };
}

function hideKeys(): void {
  for (const name of Object.keys(process.env)) {
    if (name.startsWith('KERNEL_') || name === HANDOFF) Reflect.deleteProperty(process.env, name);
  }
}
