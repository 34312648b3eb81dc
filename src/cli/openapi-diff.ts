import { collectCases } from '../run/process/collect-cases.js';
import { answerLater } from './answer.js';
import { diffDocument } from './pin-document.js';

/** `npm run openapi:diff -- <document>`: what a newer API document would change. */
answerLater(() =>
  diffDocument(process.argv.slice(2), { dir: 'openapi', rows: collectCases, now: new Date().toISOString() }),
);
