import { expect } from 'chai';
import { loadDocument } from '../contract/load-document.js';
import { responseContract } from '../contract/response-contract.js';
import { isObject, type Json, type JsonObject } from '../model/json.js';
import { withHeaders, writeDocument } from '../../proof/testing/document-with.js';
import { startReferenceServer } from './server.js';

/** What a server that plays a document answers to an update, to a read of the same session, and to a wrong key. */
async function answers(file: string): Promise<{ update: Response; read: Response; refused: Response }> {
  const server = await startReferenceServer({ document: file });
  const send = (path: string, method: string, key = server.apiKey): Promise<Response> =>
    fetch(server.url + path, {
      method,
      headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
      ...(method === 'GET' ? {} : { body: '{}' }),
    });
  try {
    const created: unknown = await (await send('/browsers', 'POST')).json();
    const id = isObject(created) && typeof created.session_id === 'string' ? created.session_id : '';
    const [update, read] = [await send(`/browsers/${id}`, 'PATCH'), await send(`/browsers/${id}`, 'GET')];
    return { update, read, refused: await send(`/browsers/${id}`, 'PATCH', 'wrong') };
  } finally {
    await server.close();
  }
}

async function answersBy(root: JsonObject): ReturnType<typeof answers> {
  const { file, discard } = writeDocument(root);
  return answers(file).finally(discard);
}

const required = (schema: Json, more: JsonObject = {}): JsonObject => ({ required: true, schema, ...more });

describe('the headers that a document requires of the reference server', () => {
  const declarations: Readonly<Record<string, JsonObject>> = {
    integer: required({ type: 'integer' }),
    small: required({ type: 'integer', minimum: 3, maximum: 9 }),
    above: required({ type: 'integer', exclusiveMinimum: 2000 }),
    negative: required({ type: 'number', exclusiveMaximum: 0 }),
    multiple: required({ type: 'integer', multipleOf: 7 }),
    flag: required({ type: 'boolean' }),
    choice: required({ enum: ['hit', 'miss'] }),
    only: required({ const: 7 }),
    text: required({ type: 'string', minLength: 20 }),
    format: required({ type: 'string', format: 'date-time' }),
    'untyped-format': required({ format: 'uuid' }),
    'example-of-schema': required({ type: 'string', pattern: '^r_', example: 'r_1' }),
    'examples-of-schema': required({ type: 'string', pattern: '^r_', examples: ['no', 'r_1'] }),
    'example-of-header': required({ type: 'string', pattern: '^r_' }, { example: 'r_1' }),
    'examples-of-header': required(
      { type: 'string', pattern: '^r_' },
      { examples: { one: { value: 'r_1' } } },
    ),
    default: required({ type: 'string', pattern: '^r_', default: 'r_1' }),
    referred: required({ $ref: '#/components/schemas/BrowserViewport/properties/width' }),
    composed: required({ allOf: [{ type: 'integer' }, { maximum: 5 }] }),
    chosen: required({
      oneOf: [
        { type: 'string', format: 'email' },
        { type: 'integer', maximum: 5 },
      ],
    }),
    list: required({ type: 'array', items: { type: 'integer', maximum: 5 }, minItems: 1 }),
    object: required({ type: 'object', properties: { a: { type: 'integer' } }, example: { a: 1, b: 'c' } }),
    exploded: required({ type: 'object', required: ['a'], example: { a: 1, b: 'c' } }, { explode: true }),
    json: {
      required: true,
      content: { 'application/json': { schema: { type: 'array', items: { type: 'string' } } } },
    },
    anything: { required: true },
    component: { $ref: '#/components/headers/Component' },
  };

  it('are sent with values that fit, in the style that the document states', async () => {
    const headers = Object.fromEntries(Object.entries(declarations).map(([name, one]) => [`X-${name}`, one]));
    const root = withHeaders(headers, { headers: { Component: required({ type: 'boolean' }) } });
    const { file, discard } = writeDocument(root);
    const contract = responseContract(loadDocument(file));
    const { update } = await answers(file).finally(discard);
    expect(update.status).to.equal(200);
    for (const header of contract.headers(200)) {
      const value = update.headers.get(header.name);
      expect(value, header.name).to.not.equal(null);
      expect(contract.headerFaults(header, value ?? ''), `${header.name}: ${value ?? ''}`).to.deep.equal([]);
    }
    expect(update.headers.get('x-object')).to.equal('a,1,b,c');
    expect(update.headers.get('x-exploded')).to.equal('a=1,b=c');
    expect(update.headers.get('x-json')).to.equal('["x"]');
  });

  it('are sent with the status for which they are declared, with updates alone, and only if required', async () => {
    const root = withHeaders({ 'X-Left': required({ type: 'integer' }), 'X-Optional': { schema: {} } });
    const { update, read, refused } = await answersBy(root);
    expect([update, read, refused].map(({ headers }) => headers.get('x-left'))).to.deep.equal([
      '1000',
      null,
      null,
    ]);
    expect(update.headers.get('x-optional')).to.equal(null);
  });

  it('leave those alone that an answer has anyway, where they fit', async () => {
    const { update } = await answersBy(
      withHeaders({
        'x-request-id': required({ type: 'string', format: 'uuid' }),
        'content-type': required({ type: 'string', enum: ['text/html'] }),
        'content-length': required({ type: 'integer' }),
      }),
    );
    expect(update.headers.get('x-request-id')).to.match(/^[0-9a-f-]{36}$/);
    expect(update.headers.get('content-type')).to.equal('application/json');
    expect(await update.json().catch(() => 'cut off')).to.not.equal('cut off');
  });

  it('replace those that an answer has anyway, where they do not fit', async () => {
    const { update } = await answersBy(
      withHeaders({ 'x-request-id': required({ type: 'string', pattern: '^r_', example: 'r_1' }) }),
    );
    expect(update.headers.get('x-request-id')).to.equal('r_1');
  });

  it('keep it from starting where no value is found', async () => {
    const root = withHeaders({ 'X-Odd': required({ type: 'string', pattern: '^r_', maxLength: 1 }) });
    const error: unknown = await answersBy(root).catch((reason: unknown) => reason);
    expect(error).to.be.instanceOf(Error).with.property('message').that.contains('for the header X-Odd');
  });
});
