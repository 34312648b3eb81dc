import { empty, json, notFound, type Answer } from './answer.js';
import type { Call } from './http.js';
import { page } from './paging.js';
import { parseBody } from './parse-body.js';
import { representProxy } from './represent.js';
import type { Schemas } from './request-schema.js';
import type { Route } from './routes.js';
import type { Proxy, World } from './world.js';

/** The calls that create, read, list and delete proxies. */
export function proxyRoutes(schemas: Schemas, world: World): Route[] {
  return [
    { method: 'POST', path: '/proxies', handle: (call) => create(schemas, world, call) },
    {
      method: 'GET',
      path: '/proxies',
      handle: (call) => page([...world.proxies.values()], call.query, representProxy),
    },
    { method: 'GET', path: '/proxies/*', handle: (_, id) => retrieve(world, id) },
    // Sessions that use a deleted proxy keep it; a session that names it from now on is refused.
    { method: 'DELETE', path: '/proxies/*', handle: (_, id) => remove(world, id) },
  ];
}

function create(schemas: Schemas, world: World, call: Call): Answer {
  const body = parseBody(call.body, call.headers['content-type']);
  if ('refusal' in body) return body.refusal;
  const wish = schemas.proxy(body.value);
  if ('refusal' in wish) return wish.refusal;
  const proxy: Proxy = {
    id: world.newId('proxy'),
    type: wish.value.type,
    name: wish.value.name,
    protocol: wish.value.protocol ?? 'https',
    bypassHosts: wish.value.bypass_hosts ?? [],
    config: wish.value.config,
    createdAt: new Date(),
  };
  world.proxies.set(proxy.id, proxy);
  return json(201, representProxy(proxy));
}

function retrieve(world: World, id: string): Answer {
  const proxy = world.proxies.get(id);
  return proxy ? json(200, representProxy(proxy)) : notFound('proxy');
}

function remove(world: World, id: string): Answer {
  const proxy = world.proxies.get(id);
  if (proxy === undefined) return notFound('proxy');
  world.proxies.delete(id);
  world.deleted.proxies.push(proxy);
  return empty(204);
}
