import { expect } from 'chai';
import { isObject } from '../model/json.js';
import { declaredMembers, membersOfAnswer } from './declared-members.js';
import { loadDocument } from './load-document.js';

describe('the members that a schema declares', () => {
  it('are those of the pinned answer, at any depth', () => {
    const document = loadDocument('openapi/kernel-patch-browser.openapi.yaml');
    const members = [...membersOfAnswer(document, 200)];
    expect(members).to.include.members([
      'session_id',
      'viewport',
      'viewport.width',
      'pool.name',
      'usage.uptime_ms',
    ]);
    expect([...membersOfAnswer(document, 400)]).to.include.members(['details', 'details[].code']);
    expect([...membersOfAnswer(document, 299)]).to.deep.equal([]);
  });

  it('end at circles, and where a reference leads nowhere', () => {
    const node = { properties: { next: { $ref: '#/node' }, gone: { $ref: '#/nowhere' } } };
    const root = { node, list: { anyOf: [{ items: { $ref: '#/node' } }] } };
    const document = { file: '', hash: '', root: isObject(root) ? root : {} };
    expect([...declaredMembers(document, '#/list')]).to.deep.equal(['[].next', '[].gone']);
  });
});
