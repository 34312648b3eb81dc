import { casesOfNewFields } from '../fixtures/contract.js';

// What the request schema of the document in use has and no other spec claims. The pinned document has no such field.
describe('new fields', () => {
  casesOfNewFields();
});
