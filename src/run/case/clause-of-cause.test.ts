import { expect } from 'chai';
import { SAMPLE_FINDINGS } from '../../../proof/testing/sample-findings.js';
import { at } from '../../contract/document.js';
import { causeOf } from '../../model/cause.js';
import { collectCases } from '../process/collect-cases.js';
import { clauseOfCause } from './clause-of-cause.js';
import { compileContract } from './compiled-contract.js';

describe('the clause of a cause that no run has shown', () => {
  const contract = compileContract('openapi/kernel-patch-browser.openapi.yaml');
  const pointerOf = (id: string) => clauseOfCause(id, contract, collectCases())?.pointer;

  it('is in the document, whatever the cause', () => {
    for (const finding of SAMPLE_FINDINGS) {
      const id = causeOf(finding, 'viewport.width.minimum');
      expect(at(contract.document, pointerOf(id) ?? '#/nowhere'), id).not.to.equal(undefined);
    }
  });

  for (const [id, pointer] of [
    [
      'status/200-for-400/viewport.width.minimum',
      '#/components/schemas/BrowserViewport/properties/width/minimum',
    ],
    ['status/500-for-403', '#/paths/~1browsers~1%7Bid%7D/patch/responses/403'],
    ['schema/200/usage.null', '#/components/schemas/Browser/properties/usage'],
    ['schema/200/type', '#/components/schemas/Browser'],
    ['json/400/empty', '#/components/schemas/Error'],
    ['frame/profile.name.changed', '#/components/schemas/Browser/properties/profile'],
    ['live-view/headless', '#/components/schemas/Browser/properties/browser_live_view_url'],
  ] as const) {
    it(`is ${pointer} for ${id}`, () => expect(pointerOf(id)).to.equal(pointer));
  }

  it('is none where no case is about it', () => {
    expect(pointerOf('status/200-for-400/viewport.wdith.minimum')).to.equal(undefined);
  });
});
