import { expect } from 'chai';
import { withMembers } from '../../proof/testing/new-document.js';
import { responseContract } from '../contract/response-contract.js';
import type { Json } from '../model/json.js';
import { answered, BROWSER } from '../../proof/testing/answers.js';
import { judgeExchange } from './judge.js';

const credentials = {
  type: 'object',
  properties: { user: { type: 'string' }, secret: { type: 'string', writeOnly: true } },
};

describe('a member that is for requests only', () => {
  const root = withMembers({}, { credentials });
  const contract = responseContract({ file: 'invented', hash: '', root });
  const differences = (shown: Json): unknown =>
    judgeExchange(answered(200, { ...BROWSER, credentials: shown }), [200], contract).map(
      ({ check, severity, details }) => [check, severity, 'difference' in details && details.difference],
    );

  it('is a breach where an answer shows it, and nothing where none does', () => {
    expect(differences({ user: 'a', secret: 's' })).to.deep.equal([['strict-schema', 'breach', 'writeOnly']]);
    expect(differences({ user: 'a' })).to.deep.equal([]);
  });
});
