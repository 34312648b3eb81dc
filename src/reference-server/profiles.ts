import { empty, json, notFound, problem, type Answer } from './answer.js';
import type { Call } from './http.js';
import { page } from './paging.js';
import { parseBody } from './parse-body.js';
import { representProfile } from './represent.js';
import type { Schemas } from './request-schema.js';
import type { Route } from './routes.js';
import { findProfile, type Profile, type World } from './world.js';

/** The calls that create, read, list and delete profiles. */
export function profileRoutes(schemas: Schemas, world: World): Route[] {
  return [
    { method: 'POST', path: '/profiles', handle: (call) => create(schemas, world, call) },
    { method: 'GET', path: '/profiles', handle: (call) => list(world, call) },
    { method: 'GET', path: '/profiles/*', handle: (_, idOrName) => retrieve(world, idOrName) },
    { method: 'DELETE', path: '/profiles/*', handle: (_, idOrName) => remove(world, idOrName) },
  ];
}

function create(schemas: Schemas, world: World, call: Call): Answer {
  const body = parseBody(call.body, call.headers['content-type']);
  if ('refusal' in body) return body.refusal;
  const wish = schemas.profile(body.value);
  if ('refusal' in wish) return wish.refusal;
  const { name } = wish.value;
  if (name !== undefined && findProfile(world, { name })) {
    return problem(409, 'conflict', 'A profile with this name already exists.');
  }
  const now = new Date();
  const profile: Profile = {
    id: world.newId('profile'),
    name,
    createdAt: now,
    updatedAt: now,
    lastUsedAt: undefined,
  };
  world.profiles.set(profile.id, profile);
  return json(201, representProfile(profile));
}

function list(world: World, call: Call): Answer {
  const query = call.query.get('query') ?? '';
  const found = [...world.profiles.values()].filter(
    (profile) => profile.id.includes(query) || (profile.name?.includes(query) ?? false),
  );
  return page(found, call.query, representProfile);
}

function retrieve(world: World, idOrName: string): Answer {
  const profile = byIdOrName(world, idOrName);
  return profile ? json(200, representProfile(profile)) : notFound('profile');
}

function remove(world: World, idOrName: string): Answer {
  const profile = byIdOrName(world, idOrName);
  if (profile === undefined) return notFound('profile');
  world.profiles.delete(profile.id);
  world.deleted.profiles.push(profile);
  return empty(204);
}

function byIdOrName(world: World, idOrName: string): Profile | undefined {
  return findProfile(world, { id: idOrName }) ?? findProfile(world, { name: idOrName });
}
