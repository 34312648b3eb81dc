import { readFileSync } from 'node:fs';
import Ajv from 'ajv/dist/2020.js';
import { expect } from 'chai';
import { parse } from 'yaml';
import { isObject, parseJson, valueAt, type Json, type JsonObject } from '../../src/model/json.js';
import { runInProcess } from '../testing/run-in-process.js';
import { startFastifyApi, type AjvOptions } from './fastify-api.js';

const KEYS = { KERNEL_API_KEY: 'key-of-the-fastify-api', KERNEL_RESTRICTED_API_KEY: 'restricted-key-of-it' };

/** The wrong types that Fastify's defaults let Ajv turn into the right one, by the member. */
const COERCED: Readonly<Record<string, readonly string[]>> = {
  disable_default_proxy: ['string-true', 'string-false', 'one', 'zero', 'null'],
  'profile.id': ['array'],
  'profile.name': ['array'],
  'profile.save_changes': ['string-true', 'string-false', 'one', 'zero', 'null'],
  'viewport.width': ['string', 'array'],
  'viewport.height': ['string', 'array'],
  'viewport.refresh_rate': ['string', 'true', 'false', 'array', 'null'],
  'viewport.force': ['string-true', 'string-false', 'one', 'zero', 'null'],
};

/** The kinds of sessions on which two of them are tried once more. */
const KINDS = ['headful', 'stealth', 'recorded', 'recorded-twice', 'recorded-before', 'kiosk', 'gpu'];
const ON_EVERY_KIND = ['viewport.width/type/string', 'disable_default_proxy/type/string-true'].flatMap((id) =>
  KINDS.map((kind) => `${id}/${kind}`),
);

/** Updates of which one member alone is wrong, and that by its type. */
const COERCED_IN_PART = [
  'update/mixed/proxy_id/disable_default_proxy',
  'update/mixed/profile/disable_default_proxy',
  'update/mixed/disable_default_proxy/viewport',
  'update/mixed/profile/viewport',
  'update/mixed/viewport/profile',
  'update/mixed/viewport/disable_default_proxy/null',
  'viewport.refresh_rate/type/string/recorded',
  'viewport.refresh_rate/type/null/headful',
  'viewport.force/type/string-true/recorded',
  'profile/form/text-to-save',
];

/** By its defaults Ajv takes 1e400, which the API would then show as null: a breach that has nothing to do with coercion. */
const FINITE: AjvOptions = { strictNumbers: true };

describe('the contract against an API of Fastify', function () {
  this.timeout(120_000); // after each accepted mistake, the suite waits whether reads still lag behind

  const run = async (ajv: AjvOptions): Promise<{ code: number; output: string; record: JsonObject }> => {
    const api = await startFastifyApi(KEYS.KERNEL_API_KEY, KEYS.KERNEL_RESTRICTED_API_KEY, ajv);
    try {
      const env = { ...KEYS, KERNEL_BASE_URL: api.url, CONTRACT_BROWSERS: '12' };
      const ended = await runInProcess({ env });
      const record = ended.record();
      ended.discard();
      return { ...ended, record };
    } finally {
      await api.close();
    }
  };

  it('finds no breach where Ajv coerces nothing', async () => {
    const { code, output } = await run({ coerceTypes: false, ...FINITE });
    expect(code, output).to.equal(0);
    expect(output).to.match(/^CONFORMS as far as verified: /m);
    expect(output).not.to.contain('\nnotes');
  });

  it('finds all that Ajv coerces by the defaults of Fastify, and nothing that the schema allows', async () => {
    const { code, output, record } = await run(FINITE);
    expect(code, output).to.equal(1);
    const breaches = breachesOf(record);
    const coerced = Object.entries(COERCED).flatMap(([member, kinds]) =>
      kinds.map((kind) => `${member}/type/${kind}`),
    );
    expect(breaches.map(({ id }) => id)).to.have.members([...coerced, ...ON_EVERY_KIND, ...COERCED_IN_PART]);
    const allows = updateSchema();
    for (const { id, sent } of breaches)
      expect(allows(sent), `the schema allows what ${id} sent`).to.equal(false);
  });
});

/** The breaches of a run, with the JSON that each sent. */
function breachesOf({ results }: JsonObject): { id: string; sent: Json }[] {
  return (Array.isArray(results) ? results : []).flatMap((result) => {
    const [id, body] = [['id'], ['exchanges', 0, 'request', 'body']].map((path) => valueAt(result, path));
    if (valueAt(result, ['verdict']) !== 'breach' || typeof id !== 'string') return [];
    return [{ id, sent: typeof body === 'string' ? parseJson(body) : {} }];
  });
}

/** The document's schema of an update, by a plain Ajv: a judge of its own, besides the suite and Fastify. */
function updateSchema(): (value: Json) => boolean {
  const document: unknown = parse(readFileSync('openapi/kernel-patch-browser.openapi.yaml', 'utf8'));
  const ajv = new Ajv({ strict: false }).addSchema(isObject(document) ? document : {}, 'document');
  const validate = ajv.compile({ $ref: 'document#/components/schemas/BrowserUpdateRequest' });
  return (value) => validate(value);
}
