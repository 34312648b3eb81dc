import type { CheckName } from '../model/finding.js';

/** What each check holds an answer, or a session after an update, to. */
export const CHECK_SENTENCES: Readonly<Record<CheckName, string>> = {
  'status-declared': 'The document declares the status.',
  'status-expected': 'The case allows the status.',
  framing: 'The answer ends where it says, and is coded as it says.',
  'content-type': 'The content type is the declared one.',
  header: 'The declared headers are there if required, and fit their schemas.',
  json: 'The body is JSON, in UTF-8.',
  schema: 'The body fits the schema of its status, by openapi-response-validator.',
  'strict-schema': 'It also fits by a strict reading, formats included.',
  'secret-shown': 'No answer shows a key.',
  'stack-shown': 'No error shows a stack trace.',
  'live-view-shown': 'No headless session shows a live view.',
  address: 'Addresses of the session are absolute, and of the scheme that their sentences imply.',
  uptime: 'A session was active for no longer than it exists.',
  'empty-error': 'The code and the message of an error say something.',
  echo: 'The answer to an accepted update shows what it named.',
  'read-back': 'A read afterwards shows what it named.',
  agreement: 'The answer and the read show the same proxy, the same profile and the same addresses.',
  frame: 'Nothing else has changed.',
  untouched: 'After a refused update nothing at all has changed.',
  absent: 'No update makes a session, and a refused one brings none back.',
  torn: 'Of several updates at once, each look shows one of them, whole.',
  'derived-rate': 'A rate that is left out follows from the size.',
  segments: 'A forced resize stops a recording, which goes on as a new segment.',
};
