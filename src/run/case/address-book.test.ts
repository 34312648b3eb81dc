import { expect } from 'chai';
import { createAddressBook } from './address-book.js';

describe('whose an address is', () => {
  it('is known from the reads of one session, and of no address that two sessions show', () => {
    const addresses = createAddressBook();
    const shared = 'https://example.com/browser/kernel';
    for (const id of ['one', 'two']) {
      const state = { session_id: id, cdp_ws_url: `wss://example.com/${id}`, base_url: shared };
      for (let times = 0; times < 2; times += 1) addresses.see(id, state);
    }
    addresses.see('three', { browser_live_view_url: '' });
    expect(addresses.ownerOf('wss://example.com/one')).to.equal('one');
    expect(addresses.ownerOf('wss://example.com/two')).to.equal('two');
    for (const address of [shared, '', 'wss://example.com/three'])
      expect(addresses.ownerOf(address)).to.equal(undefined);
  });
});
