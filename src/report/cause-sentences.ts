import type { CauseKind } from '../model/cause-kind.js';

/** What people have to know of a cause: why it matters, and what to do. */
interface CauseSentences {
  /** What the clients of the API suffer from it. */
  readonly clients: string;
  /** What the API's developers can do about it. */
  readonly repair: string;
}

/** The sentences for each kind of cause. */
export const CAUSE_SENTENCES: Readonly<Record<CauseKind, CauseSentences>> = {
  'invalid accepted': {
    clients:
      'A mistake in a request goes unnoticed: the client is told 200, and the session gets a value that the document rules out, or quietly another one.',
    repair:
      'Hold the body to the schema before anything is applied, and answer 400 with an Error body. If the value is meant to be allowed, say so in the document.',
  },
  'valid refused': {
    clients: 'A client that follows the document to the letter gets an error for what it was promised.',
    repair:
      'Accept what the document allows. If the API means to refuse it, state that in the document, so that clients know before they send it.',
  },
  'server error': {
    clients:
      'Clients take a 5xx for an outage: they wait and send the same request again, which cannot help, and alarms go off.',
    repair:
      'Find the request in the log of the server by its request id, handle the input that makes it fail, and answer with the status that the document gives.',
  },
  'let in': {
    clients:
      'A request that has to be turned away is carried out: someone without a valid key, without the permission, or with the id of a session that is not there is told that it worked.',
    repair:
      'Check the key, then the permission, then that the session exists, before anything is applied. If all that the restricted key sends is let in, see first whether KERNEL_RESTRICTED_API_KEY may update browsers after all.',
  },
  'undeclared status': {
    clients:
      'Clients that are generated from the document have no branch for this status: they raise an unexpected error, or lose the message in the body.',
    repair: 'Answer with a status that is declared, or declare this one, with its body, in the document.',
  },
  'other status': {
    clients:
      'Clients decide by the status what to do next: with the wrong one they handle the wrong problem.',
    repair: 'Answer with the status that the document gives for this situation.',
  },
  'content type': {
    clients:
      'Clients choose how to read a body by its content type: this one they do not read at all, so the message in it is lost.',
    repair:
      "Send the content type that the document declares, and a body of that type; also from the framework's own error handlers, and from what stands in front of the API.",
  },
  header: {
    clients: 'A client that relies on the header, as the document lets it, finds none, or cannot read it.',
    repair: 'Send the header with every answer of this status, with a value that fits its schema.',
  },
  json: {
    clients: 'Clients fail while they parse the answer, and never get to the message in it.',
    repair:
      'Send a whole JSON body with every answer for which one is declared, also where there is little to say.',
  },
  schema: {
    clients:
      'Typed clients, such as SDKs that are generated from the document, fail on the answer, or hand on a value that their types rule out.',
    repair:
      'Send the member as its schema describes it. If the answer is what is meant, correct the schema in the document.',
  },
  secret: {
    clients: 'Whoever sees the answer, or a log or a bug report that quotes it, holds a key that works.',
    repair: 'Take the key out of the answer, then replace every key that may have been shown.',
  },
  stack: {
    clients:
      'The answer shows strangers the inside of the server, and tells the person who debugs a request nothing.',
    repair:
      'Catch the error at the edge of the API, log the trace there, and answer with a message on the request.',
  },
  'live view': {
    clients: 'Clients offer people the live view of a session that has no screen to watch.',
    repair: 'Leave the address of the live view out of every answer on a headless session.',
  },
  address: {
    clients: 'Clients cannot connect to the session, or connect with the wrong protocol.',
    repair: 'Show the whole address, with scheme and host, of the service that the member is about.',
  },
  uptime: {
    clients: 'Whoever adds up what sessions have used, or pays for it, gets an impossible sum.',
    repair:
      'Count the milliseconds from the creation of the session to now, or to its end: look for other units, time zones and starting points.',
  },
  framing: {
    clients:
      'Clients cannot tell where the answer ends: they wait in vain, take the rest for the answer to the next request, or report a broken connection.',
    repair:
      'Let the HTTP server write length, chunks and coding of an answer, and look at what stands in front of it: proxies that rewrite bodies often leave their headers as they were.',
  },
  'empty error': {
    clients: 'Programs cannot tell errors apart by their code, and people read nothing of what went wrong.',
    repair: 'Give every error a code and a message, also those of middleware and of the framework.',
  },
  echo: {
    clients: 'Clients go on with the state that the answer shows, and it is not the one that they asked for.',
    repair:
      'Apply what was sent, as it was sent, and make the answer from the session as it is after the update.',
  },
  'read-back': {
    clients: 'The update was accepted, but the session is not as the client was told that it would be.',
    repair: 'Apply every member that an update names before answering 200, or refuse the update.',
  },
  agreement: {
    clients:
      'The answer and a read after it contradict each other, and no client can tell which of them is right.',
    repair: 'Make the answer to an update and the answer to a read from the same stored session.',
  },
  frame: {
    clients: 'An update changes what nobody asked it to: a client loses a setting without a hint.',
    repair: 'Change only what the update names. What is left out keeps its value.',
  },
  'applied refusal': {
    clients:
      'The update should have had no effect, yet it had one: the client and the session no longer agree.',
    repair:
      'Validate the whole update before any of it is applied, and undo what was applied where a later step fails.',
  },
  'other session': {
    clients:
      'An update reaches a session that it was not sent to: one client changes the browser of another.',
    repair:
      'Apply an update to the session in its path alone. Look for state that sessions share, such as defaults that are changed in place.',
  },
  'made session': {
    clients:
      'A session exists that nobody created, or that somebody has deleted: it costs money, and nobody ends it.',
    repair:
      'Look a session up before anything is written, change the one that is found, and never insert another.',
  },
  torn: {
    clients: 'Parts of two updates are mixed: the session gets a size that no client has asked for.',
    repair: 'Apply each update as a whole: under a lock of its session, or in one transaction.',
  },
  'derived rate': {
    clients:
      'One size has several refresh rates, or a larger size a higher one: clients cannot foresee what they get.',
    repair: 'Derive the rate from width and height alone, and never a higher one for a larger size.',
  },
  segments: {
    clients: 'Recordings break off, or never end, at a resize: replays have gaps, or cannot be played.',
    repair:
      'On a forced resize, stop each recording in order and begin a new segment for each. On a resize that is refused, and on any other update, leave them alone.',
  },
  read: {
    clients:
      'A client that reads its session around an update gets an error, or no session, though it is there.',
    repair: 'Answer reads of a session that exists with 200 and its state.',
  },
  'form of reads': {
    clients:
      'A client reads its session in another form than the answers to updates have, and needs code for both.',
    repair: 'Answer reads as updates are answered: with JSON that fits the schema of a session.',
  },
  note: {
    clients:
      'Hardly anything: only an overly literal reading of the document forbids this, and common frameworks do it by default.',
    repair:
      'Nothing has to be fixed: a sentence in the document, or a stricter parser, would settle it. With --strict it counts as a breach.',
  },
};
