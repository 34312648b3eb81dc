import { collectCases } from '../run/process/collect-cases.js';
import { answerLater } from './answer.js';
import { pinDocument } from './pin-document.js';

/** `npm run openapi:pin -- <document>`: pins a newer API document, and says what that changes. */
answerLater(() =>
  pinDocument(process.argv.slice(2), { dir: 'openapi', rows: collectCases, now: new Date().toISOString() }),
);
