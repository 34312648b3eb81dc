import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { parse } from 'yaml';
import { startReferenceServer, type ReferenceServer } from './server.js';

const FOLDER = join(__dirname, '..', '..', 'openapi');

interface Row {
  readonly body: string;
  readonly verdict: string;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

function isRow(value: unknown): value is Row {
  return isRecord(value) && typeof value.body === 'string' && typeof value.verdict === 'string';
}

function readRows(): Row[] {
  const table: unknown = parse(readFileSync(join(FOLDER, 'literal-bodies.yaml'), 'utf8'));
  return Array.isArray(table) ? table.filter(isRow) : [];
}

/** The name of the profile that a row wants to load, if it names one. */
function profileName(row: Row): string | undefined {
  const body: unknown = JSON.parse(row.body);
  const profile = isRecord(body) ? body.profile : undefined;
  return isRecord(profile) && typeof profile.name === 'string' ? profile.name : undefined;
}

describe('the reference server, sent the literal bodies', () => {
  const rows = readRows();
  let referenceServer: ReferenceServer;
  let real: Record<string, string>;

  async function call(method: string, path: string, body?: string): Promise<Response> {
    return fetch(referenceServer.url + path, {
      method,
      headers: { authorization: `Bearer ${referenceServer.apiKey}`, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body }),
    });
  }

  /** Creates something and returns the member of the answer that identifies it. */
  async function create(path: string, body: unknown, member: string): Promise<string> {
    const response = await call('POST', path, JSON.stringify(body));
    const created: unknown = await response.json();
    const id = isRecord(created) ? created[member] : undefined;
    if (typeof id !== 'string')
      throw new Error(`POST ${path} answered ${response.status} without ${member}.`);
    return id;
  }

  /** A session as GET shows it, without what moves by itself. */
  async function state(id: string): Promise<unknown> {
    const shown: unknown = await (await call('GET', `/browsers/${id}`)).json();
    if (!isRecord(shown)) throw new Error(`GET /browsers/${id} answered no object.`);
    return { ...shown, usage: undefined };
  }

  /** Sends a row, with real ids in it, to a session of its own: a profile can be loaded only once. */
  async function send(row: Row): Promise<{ status: number; before: unknown; after: unknown }> {
    const id = await create('/browsers', {}, 'session_id');
    const before = await state(id);
    const body = row.body.replace(/"some-(?:proxy|profile)"/g, (word) => `"${real[word] ?? ''}"`);
    const response = await call('PATCH', `/browsers/${id}`, body);
    await response.text();
    const after = await state(id);
    await call('DELETE', `/browsers/${id}`);
    return { status: response.status, before, after };
  }

  before(async () => {
    referenceServer = await startReferenceServer({
      document: join(FOLDER, 'kernel-patch-browser.openapi.yaml'),
    });
    const valid = rows.filter((row) => row.verdict === 'valid');
    const names = new Set(['some-profile-name', ...valid.flatMap((row) => profileName(row) ?? [])]);
    for (const name of names) await create('/profiles', { name }, 'id');
    real = {
      '"some-proxy"': await create('/proxies', { type: 'datacenter' }, 'id'),
      '"some-profile"': await create('/profiles', { name: 'chosen-by-id' }, 'id'),
    };
  });

  after(() => referenceServer.close());

  it('accepts the valid ones', async () => {
    const valid = rows.filter((row) => row.verdict === 'valid');
    expect(valid).not.to.deep.equal([]);
    for (const row of valid) expect((await send(row)).status, row.body).to.equal(200);
  });

  it('refuses the invalid ones and leaves the session as it was', async () => {
    const invalid = rows.filter((row) => row.verdict === 'invalid');
    expect(invalid).not.to.deep.equal([]);
    for (const row of invalid) {
      const { status, before, after } = await send(row);
      expect(status, row.body).to.equal(400);
      expect(after, row.body).to.deep.equal(before);
    }
  });
});
