import { accepts } from '../fixtures/contract.js';
import { requirement } from '../fixtures/requirements.js';

/** Reads show what updates did. Their own form is looked at over the whole run, and reported here alone. */
describe('reads', () => {
  accepts('reads/form', 'reads of a session have the form of a session', {
    clause: requirement('session'),
    procedure: 'reads',
    start: { repeated: true },
  });
});
