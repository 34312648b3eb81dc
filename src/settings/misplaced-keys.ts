import type { Environment } from './values.js';

const KEY_NAMES = ['KERNEL_API_KEY', 'KERNEL_RESTRICTED_API_KEY'];
/** Shorter values would be found by chance. */
const SHORTEST = 8;
/** A JSON web token, whoever issued it. */
const JWT = /eyJ[\w-]+\.[\w-]+\.[\w-]*/;

/** Settings with a key in them: all but the keys are printed, and stand in reports. */
export function misplacedKeys(environment: Environment): string[] {
  const names = Object.keys(environment).filter((name) => /^(?:KERNEL|CONTRACT)_/.test(name));
  return names.flatMap((name) => {
    const value = environment[name] ?? '';
    if (KEY_NAMES.includes(name)) return [];
    const key = KEY_NAMES.find((candidate) =>
      formsOf(environment[candidate]).some((form) => value.includes(form)),
    );
    if (key !== undefined)
      return [`${name} holds the value of ${key}, and would be printed: leave the key out of it.`];
    const isToken = name === 'KERNEL_BASE_URL' && JWT.test(value);
    return isToken ? [`${name} holds a token, and would be printed: leave it out.`] : [];
  });
}

/** A sentence about settings without the keys that are in one. */
export function withoutKeys(sentence: string, environment: Environment): string {
  return KEY_NAMES.reduce(
    (text, name) =>
      formsOf(environment[name]).reduce((rest, form) => rest.replaceAll(form, `[${name}]`), text),
    sentence,
  ).replaceAll(new RegExp(JWT, 'g'), '[jwt]');
}

/** A key as it may stand in a URL or a path. */
function formsOf(key = ''): string[] {
  const plain = key.trim();
  return plain.length < SHORTEST ? [] : [plain, encodeURIComponent(plain), encodeURI(plain)];
}
