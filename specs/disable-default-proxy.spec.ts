import { accepts, observes, schemaCases } from '../fixtures/contract.js';
import { requirement } from '../fixtures/requirements.js';
import { STEALTH } from '../fixtures/session-kinds.js';

/** `Browser` does not show this field: an accepted update must change nothing visible. */
describe('disable_default_proxy', () => {
  describe('the schema, on a stealth browser', () => {
    schemaCases('disable_default_proxy', (testCase) => ({ stealth: testCase.intent === 'accept' }));
  });

  describe('on a stealth browser without a proxy of its own', () => {
    accepts('disable_default_proxy/no-proxy', 'false, which gives the session no proxy of its own', {
      clause: requirement('stealth-connects-directly'),
      body: { disable_default_proxy: false },
      session: STEALTH,
      start: { proxy: 'none' },
    });
  });

  describe('on a non-stealth browser', () => {
    for (const value of [true, false]) {
      observes(
        `disable_default_proxy/not-stealth/${value}`,
        `${value} on a browser without a stealth proxy`,
        {
          clause: requirement('stealth-connects-directly'),
          body: { disable_default_proxy: value },
        },
      );
    }
  });
});
