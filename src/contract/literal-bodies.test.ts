import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { parse } from 'yaml';
import { loadDocument } from './load-document.js';
import { isObject, type Json } from '../model/json.js';
import { requestValidator } from './request-validator.js';

const FOLDER = join(__dirname, '..', '..', 'openapi');
const document = loadDocument(join(FOLDER, 'kernel-patch-browser.openapi.yaml'));

interface Row {
  readonly body: string;
  readonly verdict: string;
  readonly about: string;
  readonly why: string;
}

function isRow(value: unknown): value is Row {
  return (
    isObject(value) &&
    Object.keys(value).join() === 'body,verdict,about,why' &&
    Object.values(value).every((text) => typeof text === 'string')
  );
}

/** The table's entries; the first test reports those that are not complete rows. */
function entries(): unknown[] {
  const table: unknown = parse(readFileSync(join(FOLDER, 'literal-bodies.yaml'), 'utf8'));
  return Array.isArray(table) ? table : [];
}

const rows = entries().filter(isRow);

/** JSON.parse returns only JSON, which its type does not express. */
function isJson(value: unknown): value is Json {
  return value !== undefined;
}

function parseBody(row: Row): Json {
  const body: unknown = JSON.parse(row.body);
  if (!isJson(body)) throw new Error(`The body ${row.body} is not JSON.`);
  return body;
}

describe('the literal bodies', () => {
  it('are at least sixty complete rows', () => {
    expect(entries().filter((entry) => !isRow(entry))).to.deep.equal([]);
    expect(rows.length).to.be.at.least(60);
  });

  it('are JSON, each of them once', () => {
    for (const row of rows) expect(() => parseBody(row), row.body).not.to.throw();
    const bodies = rows.map((row) => row.body);
    expect(bodies.filter((body, index) => bodies.indexOf(body) !== index)).to.deep.equal([]);
  });

  it('have a known verdict, name what they are about, and say why in a sentence', () => {
    const odd = rows.filter(
      ({ verdict, about, why }) =>
        !/^(valid|invalid)$/.test(verdict) ||
        !/^(body|[a-z_]+(\.[a-z_]+)?\/[a-zA-Z]+)$/.test(about) ||
        !/^[A-Z].*\.$/.test(why),
    );
    expect(odd).to.deep.equal([]);
  });

  it('show a valid and an invalid body for every keyword', () => {
    // Nothing can be rejected here: an open schema rejects no property, and there is only one null.
    const oneSided = ['profile/additionalProperties', 'viewport/additionalProperties', 'proxy_id/nullable'];
    // The accepted bodies of these are listed under another keyword that they show.
    const refusedOnly = ['profile/type', 'viewport/type', 'profile.id/type', 'profile.name/type'];
    const verdicts = new Map<string, Set<string>>();
    for (const { about, verdict } of rows) {
      verdicts.set(about, (verdicts.get(about) ?? new Set<string>()).add(verdict));
    }
    const single = [...verdicts].filter(([, both]) => both.size < 2);
    expect(single.map(([about]) => about).sort()).to.deep.equal([...oneSided, ...refusedOnly].sort());
  });

  it('get the same verdict from the request validator', () => {
    const problems = requestValidator(document, '#/components/schemas/BrowserUpdateRequest');
    const differing = rows.flatMap((row) => {
      const found = problems(parseBody(row));
      const verdict = found.length === 0 ? 'valid' : 'invalid';
      return verdict === row.verdict ? [] : [{ ...row, verdict: { table: row.verdict, validator: found } }];
    });
    expect(differing).to.deep.equal([]);
  });
});
