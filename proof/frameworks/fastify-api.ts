import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import fastify, { type FastifyServerOptions } from 'fastify';
import { parse } from 'yaml';
import { isObject } from '../../src/model/json.js';

/** Options of Ajv that replace those of Fastify. */
export type AjvOptions = NonNullable<NonNullable<FastifyServerOptions['ajv']>['customOptions']>;

interface Viewport {
  readonly width: number;
  readonly height: number;
  readonly refresh_rate?: number;
}

interface Resource {
  readonly id: string;
  readonly name?: string;
  readonly created_at: string;
}

interface Creation {
  readonly headless?: boolean;
  readonly stealth?: boolean;
  readonly timeout_seconds?: number;
  readonly start_url?: string;
  readonly proxy_id?: string;
  readonly viewport?: Viewport;
  readonly profile?: Update['profile'];
}

interface Update {
  readonly proxy_id?: string | null;
  readonly disable_default_proxy?: boolean;
  readonly profile?: { readonly id?: string; readonly name?: string; readonly save_changes?: boolean };
  readonly viewport?: Viewport & { readonly force?: boolean };
}

interface Replay {
  readonly replay_id: string;
  readonly started_at: string;
  finished_at: string | null;
}

interface Session {
  /** What responses show. JSON leaves out what is undefined. */
  readonly shown: {
    readonly session_id: string;
    viewport: Required<Viewport>;
    proxy_id: string | undefined;
    profile: Resource | undefined;
  };
  readonly replays: Replay[];
}

interface ById {
  readonly Params: { readonly id: string };
}

const DOCUMENT = 'openapi/kernel-patch-browser.openapi.yaml';

/**
 * Starts an API as users of Fastify write one: routes, and the document's own schemas for Ajv. It shares no code with the
 * reference server: what the suite says of it shows whether the suite knows the document, or just the reference server.
 */
export async function startFastifyApi(
  key: string,
  restrictedKey: string,
  ajv: AjvOptions,
): Promise<{ readonly url: string; close(): Promise<void> }> {
  const app = fastify({
    // The document has keywords that Ajv does not know, such as `example`.
    ajv: { customOptions: { strict: false, ...ajv } },
  });
  const document: unknown = parse(readFileSync(DOCUMENT, 'utf8'));
  if (!isObject(document)) throw new Error(`${DOCUMENT} does not hold an object.`);
  app.addSchema({ ...document, $id: 'document' });

  app.addHook('onRequest', ({ headers, method }, _reply, done) => {
    const given = /^bearer (.+)$/i.exec(headers.authorization ?? '')?.[1];
    if (given !== key && given !== restrictedKey) done(refusal(401, 'unauthorized', 'Give a valid key.'));
    else if (given !== key && method !== 'GET') done(refusal(403, 'forbidden', 'This key may only read.'));
    else done();
  });
  app.setNotFoundHandler(() => {
    throw refusal(404, 'not_found', 'There is no such resource.');
  });

  const sessions = new Map<string, Session>();
  const resources = { proxies: new Map<string, Resource>(), profiles: new Map<string, Resource>() };

  const sessionOf = (id: string): Session => {
    const session = sessions.get(id);
    if (session === undefined) throw refusal(404, 'not_found', 'There is no such browser session.');
    return session;
  };
  const knownProxy = (id: string): string | undefined => {
    if (id !== '' && !resources.proxies.has(id)) throw refusal(400, 'bad_request', 'No such proxy.');
    return id === '' ? undefined : id;
  };
  const knownProfile = ({ id, name }: Partial<Resource>): Resource => {
    const all = [...resources.profiles.values()];
    const found = all.find((one) => (id === undefined ? one.name === name : one.id === id));
    if (found === undefined) throw refusal(400, 'bad_request', 'No such profile.');
    return found;
  };

  const viewport = { $ref: 'document#/components/schemas/BrowserViewport' };
  const creation = { type: 'object', properties: { viewport } };
  app.post<{ Body: Creation }>('/browsers', { schema: { body: creation } }, ({ body }) => {
    const { headless = false, stealth = false, timeout_seconds = 60 } = body;
    const id = newId();
    const shown = {
      ...{ ...body, headless, stealth, timeout_seconds },
      session_id: id,
      created_at: now(),
      cdp_ws_url: `wss://browsers.invalid/${id}/cdp`,
      webdriver_ws_url: `wss://browsers.invalid/${id}/webdriver`,
      ...(headless ? {} : { browser_live_view_url: `https://browsers.invalid/${id}/live` }),
      viewport: complete(body.viewport ?? { width: 1920, height: 1080 }),
      proxy_id: knownProxy(body.proxy_id ?? ''),
      profile: body.profile && knownProfile(body.profile),
    };
    sessions.set(id, { shown, replays: [] });
    return shown;
  });
  app.get('/browsers', () => [...sessions.values()].map(({ shown }) => shown));
  app.get<ById>('/browsers/:id', ({ params }) => sessionOf(params.id).shown);
  app.delete<ById>('/browsers/:id', ({ params }, reply) => {
    sessions.delete(sessionOf(params.id).shown.session_id);
    return reply.status(204).send();
  });

  const body = { $ref: 'document#/components/schemas/BrowserUpdateRequest' };
  app.patch<ById & { Body: Update }>('/browsers/:id', { schema: { body } }, ({ params, body: update }) => {
    const { shown, replays } = sessionOf(params.id);
    const running = replays.filter(({ finished_at }) => finished_at === null);
    const proxyId = knownProxy(update.proxy_id ?? '');
    if (update.profile && shown.profile) throw refusal(400, 'bad_request', 'The session has a profile.');
    const profile = update.profile && knownProfile(update.profile);
    if (update.viewport && running.length > 0 && update.viewport.force !== true) {
      throw refusal(400, 'bad_request', 'A recording is active.');
    }
    if (typeof update.proxy_id === 'string') shown.proxy_id = proxyId;
    if (profile) shown.profile = profile;
    if (update.viewport) {
      shown.viewport = complete(update.viewport);
      for (const replay of running) {
        replay.finished_at = now();
        replays.push(newReplay());
      }
    }
    return shown;
  });

  app.get<ById>('/browsers/:id/replays', ({ params }) => sessionOf(params.id).replays);
  app.post<{ Params: { id: string; replay: string } }>(
    '/browsers/:id/replays/:replay/stop',
    ({ params }, reply) => {
      const stopped = sessionOf(params.id).replays.find(({ replay_id }) => replay_id === params.replay);
      if (stopped === undefined) throw refusal(404, 'not_found', 'No such replay.');
      stopped.finished_at = now();
      return reply.status(204).send();
    },
  );
  app.post<ById>('/browsers/:id/replays', ({ params }, reply) => {
    const replay = newReplay();
    sessionOf(params.id).replays.push(replay);
    return reply.status(201).send(replay);
  });

  for (const [kind, known] of Object.entries(resources)) {
    const find = (idOrName: string): Resource => {
      const found = known.get(idOrName) ?? [...known.values()].find(({ name }) => name === idOrName);
      if (found === undefined) throw refusal(404, 'not_found', 'There is no such resource.');
      return found;
    };
    app.post<{ Body: { readonly name?: string } }>(`/${kind}`, ({ body: given }, reply) => {
      const made = { ...given, id: newId(), created_at: now() };
      known.set(made.id, made);
      return reply.status(201).send(made);
    });
    app.get<ById>(`/${kind}/:id`, ({ params }) => find(params.id));
    app.delete<ById>(`/${kind}/:id`, ({ params }, reply) => {
      known.delete(find(params.id).id);
      return reply.status(204).send();
    });
  }

  return { url: await app.listen({ host: '127.0.0.1', port: 0 }), close: () => app.close() };
}

/** Fastify answers an error that has a status and a code with a body that fits the document's `Error`. */
function refusal(statusCode: number, code: string, message: string): Error {
  return Object.assign(new Error(message), { statusCode, code });
}

const newId = (): string => randomBytes(12).toString('hex');
const now = (): string => new Date().toISOString();
const newReplay = (): Replay => ({ replay_id: newId(), started_at: now(), finished_at: null });

/** The document's presets: those of these sizes have these rates. */
function complete({ width, height, refresh_rate }: Viewport): Required<Viewport> {
  const small = width * height <= 1280 * 800 ? 60 : 25;
  return { width, height, refresh_rate: refresh_rate ?? (width * height <= 1920 * 1200 ? small : 10) };
}
