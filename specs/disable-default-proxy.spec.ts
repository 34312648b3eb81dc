import { CLAUSES } from '../fixtures/clauses.js';
import { observes, schemaCases } from '../fixtures/contract.js';

/** `Browser` does not show this field: an accepted update must change nothing that can be seen. */
describe('disable_default_proxy', () => {
  describe('what the schema says, on a stealth browser', () => {
    schemaCases('disable_default_proxy', (testCase) => ({ stealth: testCase.intent === 'accept' }));
  });

  describe('on a browser that is not stealth', () => {
    for (const value of [true, false]) {
      observes(`disable_default_proxy/not-stealth/${value}`, `${value}, where there is no stealth proxy`, {
        clause: CLAUSES.disableDefaultProxy,
        body: { disable_default_proxy: value },
      });
    }
  });
});
