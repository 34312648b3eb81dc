import { expect } from 'chai';
import { openApi, type OpenApi } from '../../../proof/testing/open-api.js';
import type { CaseLeases } from '../../api/leases/leases.js';
import type { JsonObject } from '../../model/json.js';
import { fill, needsOfBody, PLACEHOLDERS, settingsOfBody } from './placeholders.js';

describe('the placeholders of a body', () => {
  let api: OpenApi;
  let leases: CaseLeases;
  let state: JsonObject;
  const settings = { boundValues: { KERNEL_VALUE_POOL: 'pool_1' } };
  before(async () => {
    api = await openApi();
    leases = api.tools.leases.forCase('placeholders');
    const [first] = await leases.proxies();
    const [profile] = await leases.profiles();
    state = { proxy_id: first ?? '', profile: { id: profile?.id ?? '' } };
  });
  after(() => api.close());

  for (const name of Object.keys(PLACEHOLDERS)) {
    it(`have a value on the reference server: ${name}`, async () => {
      const filled = await fill(name, { state, leases, settings });
      expect(filled).to.have.property('body').that.is.a('string').and.not.equal(name);
    });
  }

  it('are filled wherever they are a whole text, at every depth, the same one alike', async () => {
    const body = {
      proxy_id: '<other proxy>',
      list: ['<unknown id>', { id: '<unknown id>' }],
      yes: true,
      none: null,
    };
    const [first, second] = await leases.proxies();
    const filled = await fill(body, { state: { proxy_id: first ?? '' }, leases, settings });
    expect(filled).to.have.nested.property('body.proxy_id', second);
    expect(filled).to.deep.include({ body: { ...body, proxy_id: second, list: unknownIds(filled) } });
    expect(body.proxy_id).to.equal('<other proxy>');
  });

  it('are neither parts of a text, nor names of members, nor unknown words', async () => {
    const body = { '<profile>': 'the <profile>', other: '<other>', empty: '', proxy_id: 'constructor' };
    expect(await fill(body, { state, leases, settings })).to.deep.equal({ body });
    expect(needsOfBody(body)).to.deep.equal([]);
  });

  it('take the name of a loaded profile from the session where the run knows none', async () => {
    const named = { profile: { id: 'of-a-case', name: 'seven' } };
    const fillIn = (state: JsonObject) => fill('<loaded profile name>', { state, leases, settings });
    expect(await fillIn(named)).to.deep.equal({ body: 'seven' });
    const nameless = { profile: { id: 'of-a-case', name: null } };
    expect(await fillIn(nameless)).to.deep.equal({ unfilled: '<loaded profile name>' });
  });

  it('may be settings, each with its own value', async () => {
    const body = { pool_id: '<KERNEL_VALUE_POOL>', region: '<KERNEL_VALUE_REGION>' };
    expect(await fill(body.pool_id, { state, leases, settings })).to.deep.equal({ body: 'pool_1' });
    expect(await fill(body, { state, leases, settings })).to.deep.equal({
      unfilled: '<KERNEL_VALUE_REGION>',
    });
    expect(settingsOfBody(body)).to.deep.equal(['KERNEL_VALUE_POOL', 'KERNEL_VALUE_REGION']);
    expect(needsOfBody(body)).to.deep.equal([]);
  });

  it('bring their prerequisites along', () => {
    expect(needsOfBody({ profile: { name: '<other profile name>' } })).to.deep.equal([
      'profiles',
      'second profile',
    ]);
  });

  it('are reported where this API has no value for one', async () => {
    const body = { list: [1, { proxy_id: '<loaded profile>' }] };
    expect(await fill(body, { state: {}, leases, settings })).to.deep.equal({ unfilled: '<loaded profile>' });
  });
});

function unknownIds(filled: object): unknown[] {
  const text = /"list":\["([^"]+)"/.exec(JSON.stringify(filled))?.[1];
  return [text, { id: text }];
}
