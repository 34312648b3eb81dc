import { isObject, type Json, type JsonObject } from '../model/json.js';
import { problem, type Answer } from './answer.js';
import { declares, findOperation, updateSchema } from './operation.js';
import { settable } from './projection.js';
import type { BrowserUpdate } from './requests.js';
import { membersOf } from './schema-parts.js';
import { decideUpdate } from './update-rules.js';
import type { World } from './world.js';

/** The members whose meaning the server knows, with the values that it knows it of. */
const UNDERSTOOD: Readonly<Record<keyof BrowserUpdate, (value: Json) => boolean>> = {
  proxy_id: (value) => value === null || typeof value === 'string',
  disable_default_proxy: (value) => typeof value === 'boolean',
  profile: (value) => isObject(value) && (typeof value.id === 'string' || typeof value.name === 'string'),
  viewport: (value) => isObject(value) && typeof value.width === 'number' && typeof value.height === 'number',
};

/**
 * Decides about all members of an update: by the sentences of the document about those that the server knows, and to
 * keep the others, as long as the document lets them be set.
 */
export function decidingBy(document: JsonObject): typeof decideUpdate {
  const kept = keeping(document);
  const schema = updateSchema(document);
  const refuse = refusingTaken(document);
  return (world, browser, update, now) => {
    const set = settable(document, [schema], isObject(update) ? update : {});
    const decision = decideUpdate(world, browser, understood(set), now);
    if ('refusal' in decision) return decision;
    const more = kept(update);
    const refusal = refuse(world, more, browser.id);
    return refusal === undefined ? { value: { ...decision.value, more } } : { refusal };
  };
}

/** Refuses what would give a session the name of another one. @param ownId the session that may keep it. */
export type RefuseTaken = (world: World, more: JsonObject, ownId?: string) => Answer | undefined;

/** Names are unique where the document has a status for one that is taken. */
export function refusingTaken(document: JsonObject): RefuseTaken {
  const conflicts = hasConflicts(document);
  return (world, { name }, ownId) =>
    conflicts && typeof name === 'string' && isTaken(world, name, ownId)
      ? problem(409, 'conflict', 'A browser session with this name already exists.')
      : undefined;
}

/** An update without the values whose meaning the server does not know. */
function understood(update: Json): BrowserUpdate {
  const members: JsonObject = isObject(update) ? update : {};
  const isUnderstood = ([name, value]: [string, Json]): boolean =>
    !Object.hasOwn(UNDERSTOOD, name) ||
    Object.entries(UNDERSTOOD).some(([one, fits]) => one === name && fits(value));
  return Object.fromEntries(Object.entries(members).filter(isUnderstood));
}

/** What is kept of an update, or of the same members of a creation, besides what the server knows anyway. */
export function keeping(document: JsonObject): (body: object) => JsonObject {
  const { named } = membersOf(document, [updateSchema(document)]);
  return (body) => {
    const members: JsonObject = isObject(body) ? body : {};
    const own = Object.entries(members).flatMap(([name, value]): [string, Json][] => {
      const member = named.get(name);
      const isIdle = value === null && Object.hasOwn(UNDERSTOOD, name);
      if (member === undefined || member.readOnly || isIdle || name === 'proxy_id') return [];
      return [[name, settable(document, member.pointers, value)]];
    });
    return Object.fromEntries(own);
  };
}

/** Does the document know names that no two sessions have, and the status for a second one? */
function hasConflicts(document: JsonObject): boolean {
  const update = findOperation(document, 'patch');
  return update !== undefined && declares(document, update, 409);
}

function isTaken(world: World, name: string, ownId: string | undefined): boolean {
  return [...world.browsers.values()].some(
    (other) => other.id !== ownId && other.deletedAt === undefined && other.more.name === name,
  );
}

/** Finds a session by name, where the document has names in the place of ids. */
export function namesSessions(document: JsonObject): boolean {
  const update = findOperation(document, 'patch');
  const { named } = membersOf(document, [updateSchema(document)]);
  return update !== undefined && /name/i.test(update.parameter) && named.has('name');
}

/** The id of the live session of that name; the name itself where there is none. */
export function idByName(world: World, name: string): string {
  if (world.browsers.has(name)) return name;
  const found = [...world.browsers.values()].find(
    (browser) => browser.deletedAt === undefined && browser.more.name === name,
  );
  return found?.id ?? name;
}
