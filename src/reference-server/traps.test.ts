import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect } from 'chai';
import { parse } from 'yaml';
import { isObject, parseJson, type Json, type JsonObject } from '../model/json.js';
import { DOCUMENT } from '../../proof/testing/test-client.js';
import { startReferenceServer } from './server.js';

const REF = '#/components/schemas/BrowserUpdateRequest/properties/trap';

describe('the reference server: documents that are traps', () => {
  let folder = '';
  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'trap-'));
    mkdirSync(path.join(folder, 'in'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  /** The pinned document with a member `trap` in updates, and with one in sessions where a schema is given. */
  function withTrap(schema: Json, shown?: JsonObject): string {
    const pinned: unknown = parse(readFileSync(DOCUMENT, 'utf8'));
    const root = isObject(pinned) ? pinned : {};
    const text = JSON.stringify(root, (name, value: unknown) => {
      if (!isObject(value)) return value;
      if (name === 'BrowserUpdateRequest') return { ...value, properties: { trap: schema } };
      return name === 'Browser' && shown !== undefined
        ? { ...value, properties: { trap: shown }, required: ['trap'] }
        : value;
    });
    return write('document.json', text);
  }

  function write(name: string, text: string): string {
    const file = path.join(folder, 'in', name);
    writeFileSync(file, text);
    return file;
  }

  /** Why the document is not played; empty where it is. */
  async function reason(file: string): Promise<string> {
    try {
      await (await startReferenceServer({ document: file })).close();
      return '';
    } catch (error) {
      const text = error instanceof Error ? error.message : String(error);
      expect(text).to.match(/^The reference server cannot play the document [^\n]+\.$/);
      return text;
    }
  }

  it('are refused in a sentence where updates are no objects', async () => {
    const text = readFileSync(DOCUMENT, 'utf8');
    const listed = text.replace(
      / {4}BrowserUpdateRequest:\n {6}type: object\n/,
      '    BrowserUpdateRequest:\n      type: array\n',
    );
    expect(listed).not.to.equal(text);
    expect(await reason(write('list.yaml', listed))).to.contain(
      'is no object, and only updates that are objects are played',
    );
  });

  /** The status and the size of the answer to an update. */
  async function update(file: string, body: Json): Promise<{ status: number; size: number }> {
    const server = await startReferenceServer({ document: file });
    try {
      const headers = { authorization: `Bearer ${server.apiKey}`, 'content-type': 'application/json' };
      const created: unknown = await (
        await fetch(`${server.url}/browsers`, { method: 'POST', headers })
      ).json();
      const id = isObject(created) && typeof created.session_id === 'string' ? created.session_id : '';
      const sending = { method: 'PATCH', headers, body: JSON.stringify(body) };
      const response = await fetch(`${server.url}/browsers/${id}`, sending);
      return { status: response.status, size: (await response.text()).length };
    } finally {
      await server.close();
    }
  }

  it('are refused in one sentence where they are no documents', async () => {
    expect(await reason('/dev/zero')).to.contain('/dev/zero is no regular file');
    expect(await reason(folder)).to.contain('no regular file');
    const pipe = path.join(folder, 'pipe');
    execFileSync('sh', ['-c', `mkfifo '${pipe}'`]);
    expect(await reason(pipe)).to.contain('no regular file');
    expect(await reason(write('a.json', '{'))).to.contain('JSON');
    expect(await reason(write('a.yaml', 'a: [1'))).to.not.equal('');
    expect(await reason(write('b.yaml', '- 1'))).to.contain('does not hold an object');
    expect(await reason(write('c.yaml', 'a: &a\n  b: *a'))).to.not.equal('');
    expect(await reason(write('d.yaml', `a: "${'x'.repeat(3e6)}"`))).to.contain('convert it to JSON');
    expect(await reason(write('e.json', ' '.repeat(17e6)))).to.contain('more than 16 MB');
    expect(await reason(write('f.json', '{"a":'.repeat(50_000) + '1' + '}'.repeat(50_000)))).to.contain(
      'nested too deeply',
    );
    expect(await reason(write('g.json', '{"swagger":"2.0","openapi":"2.0"}'))).to.contain('only 3.0 and 3.1');
    expect(await reason(write('h.json', '{"openapi":"3.1.0"}'))).to.contain('does not describe PATCH');
  });

  it('are refused where references lead nowhere, in circles, or to what is not next to the document', async () => {
    expect(await reason(withTrap({ $ref: '#/nowhere' })))
      .to.contain(`${REF}/$ref`.replace('$', '%24'))
      .and.contain('where there is nothing');
    expect(await reason(withTrap({ $ref: REF }))).to.contain('in a circle');
    expect(await reason(withTrap({ allOf: [{ anyOf: [{ $ref: REF }] }] }))).to.contain('in a circle');
    expect(await reason(withTrap({ $ref: 'http://127.0.0.1:1/x.yaml' }))).to.contain(
      'only files next to the document',
    );
    expect(await reason(withTrap({ $ref: 'file:///etc/passwd' }))).to.contain(
      'only files next to the document',
    );
    expect(await reason(withTrap({ $ref: '//host/x.yaml' }))).to.contain('only files next to the document');
    expect(await reason(withTrap({ $ref: '/etc/passwd' }))).to.contain('outside the folder');
    writeFileSync(path.join(folder, 'outside.json'), '{}');
    expect(await reason(withTrap({ $ref: '../outside.json' }))).to.contain('outside the folder');
    expect(await reason(withTrap({ $ref: '%2e%2e/outside.json' }))).to.contain('outside the folder');
    symlinkSync(path.join(folder, 'outside.json'), path.join(folder, 'in', 'link.json'));
    expect(await reason(withTrap({ $ref: 'link.json' }))).to.contain('outside the folder');
    expect(await reason(withTrap({ $ref: 'missing.json' }))).to.contain('missing.json');
    expect(await reason(withTrap({ $ref: '#anchor' }))).to.contain('no JSON pointer');
  });

  it('are refused where nothing can be made of a pattern, or of what answers require', async () => {
    expect(await reason(withTrap({ type: 'string', pattern: '(' }))).to.contain(`${REF}/pattern`);
    const many = Array.from({ length: 10_000 }, (_, index): [string, Json] => [`value-${index}`, {}]);
    const huge = { type: 'object', properties: Object.fromEntries(many) };
    expect(await reason(withTrap(huge))).to.contain('more than 10000 schemas');
    expect(await reason(withTrap({}, { type: 'string', minLength: 1e9 }))).to.contain('give it an example');
  });

  it('are played where they can be', async () => {
    expect(
      await update(withTrap({ properties: { trap: { $ref: REF } } }), { trap: { trap: {} } }),
    ).to.include({ status: 200 });
    expect(await update(withTrap({ type: 'string', minLength: 1e9 }), { trap: 'a' })).to.include({
      status: 400,
    });
    expect(await update(withTrap({ type: 'number', maximum: 1e308 }), { trap: 1e308 })).to.include({
      status: 200,
    });
    const many = Array.from({ length: 100_000 }, (_, index) => `value-${index}`);
    expect(await update(withTrap({ enum: many }), { trap: 'value-99999' })).to.include({ status: 200 });
    const refusal = await update(withTrap({ enum: many }), { trap: 'none' });
    expect(refusal.status).to.equal(400);
    expect(refusal.size).to.be.below(1000);
    expect(await update(withTrap({ pattern: '^(a+)+$' }), { trap: `${'a'.repeat(60)}!` })).to.include({
      status: 400,
    });
  });

  it('give no member by birth, and lose none', async () => {
    const file = withTrap({ type: 'object', required: ['toString'] });
    expect(await update(file, { trap: {} })).to.include({ status: 400 });
    expect(await update(file, { trap: { toString: 1 } })).to.include({ status: 200 });
    const text = readFileSync(
      withTrap({ type: 'object', properties: { swap: { type: 'integer' } } }),
      'utf8',
    );
    const odd = write('proto.json', text.replace('"swap"', '"__proto__"'));
    const body = parseJson('{"trap":{"__proto__":1}}');
    expect(await update(odd, body)).to.include({ status: 200 });
  });
});
