import { shownPointer } from '../contract/document.js';
import type { Clause } from '../model/clause.js';
import type { Finding } from '../model/finding.js';
import type { Exchange } from '../model/exchange.js';
import type { Again } from './again.js';
import { curlLine, word } from './curl.js';
import { requestIdOf } from './request-id.js';
import { assertedIn, seenIn } from './seen-in.js';
import { readablePointer } from './readable-pointer.js';
import { cut, grouped, visible } from './visible.js';

/** Column at which the verdict ends, where id and sentence leave room for it. */
const WIDTH = 80;
/** Longest part of a value (a body, a clause) and of a sentence that a block shows. */
const LONGEST_VALUE = 200;
const LONGEST_SENTENCE = 400;
/** So much of a body is shown before the member that a block is about. */
const LONGEST_BEFORE = 60;
/** A suite error may bring a stack along; a block stays on one screen. */
const MOST_LINES = 20;

/** One problem, as a sentence. */
interface Fact {
  readonly sentence: string;
  readonly severity: Finding['severity'];
  /** The exchange that shows it. */
  readonly exchange: Exchange;
}

/** What a block shows. */
export interface BlockInput {
  readonly id: string;
  readonly sentence: string;
  readonly verdict: 'breach' | 'known' | 'note' | 'blocked' | 'suite error' | 'drift';
  readonly clause: Clause;
  /** Most important first. */
  readonly facts: readonly Fact[];
  readonly exchanges: readonly Exchange[];
  /** Statuses that the case allows. */
  readonly expected: readonly number[];
  /** In words: `400 with an Error body, session unchanged`. */
  readonly expectation: string;
  /** What the facts do not say: why it is blocked, the row's own reason, or the error of the suite. */
  readonly because?: string;
  /** The member of the body that it is about, by its path joined by dots: a long body is cut around it. */
  readonly member?: string | undefined;
  /** How to see it again; by `npm run case -- <id>` if left out. */
  readonly again?: Again;
  /** The cases that show it, where the block is about more than one. */
  readonly cases?: readonly string[];
  /** What led to it, a line each. */
  readonly steps?: readonly string[];
}

/**
 * The block in which a person reads what went wrong: fixed labels in a fixed order, one fact a line.
 * Everything in it is shown as text: control characters appear as `\u001b`, long values are cut with their length given.
 */
export function failureBlock(input: BlockInput): string {
  const exchange = shownExchange(input);
  const again = input.again ?? { command: `npm run case -- ${word(input.id)}` };
  return [
    head(input),
    ...lines('cases', (input.cases ?? []).map(visible)),
    ...lines('contract', contract(input.clause)),
    ...lines('sent', [exchange === undefined ? 'nothing' : sent(exchange)]),
    ...lines('expected', [value(input.expectation)]),
    ...lines('got', exchange === undefined ? ['nothing'] : got(exchange, input.member)),
    ...lines('because', because(input, exchange)),
    ...lines(
      'steps',
      (input.steps ?? []).map((step) => visible(cut(step, LONGEST_SENTENCE))),
    ),
    ...lines('again', [visible(again.command)]),
    ...(exchange === undefined ? [] : byHand(curlOf(input, exchange, again))),
  ].join('\n');
}

/** The asserted exchange that the most important fact is about, or else the first asserted one of the case. */
function shownExchange({ facts, exchanges }: BlockInput): Exchange | undefined {
  const [first] = facts;
  if (first?.exchange.purpose === 'asserted') return first.exchange;
  return assertedIn(exchanges);
}

/** What the document says, and where: for people, then as a pointer. */
function contract({ pointer, text }: Clause): string[] {
  return [`${visible(readablePointer(pointer))}  ${value(text)}`.trimEnd(), visible(shownPointer(pointer))];
}

function head({ id, sentence, verdict }: BlockInput): string {
  const title = visible(`${id}  ${sentence}`);
  const word = verdict.toUpperCase();
  return `${title.padEnd(WIDTH - word.length - 2)}  ${word}`;
}

function lines(label: string, facts: readonly string[]): string[] {
  return facts.map((fact, index) => `  ${(index === 0 ? label : '').padEnd(8)}  ${fact}`.trimEnd());
}

function value(text: string): string {
  return visible(cut(text, LONGEST_VALUE));
}

function sent({ request }: Exchange): string {
  const line = `${request.method} ${value(request.path)}`;
  if (request.body === undefined) return `${line}  without a body`;
  return `${line}  ${request.body === '' ? 'with an empty body' : value(request.body)}`;
}

function got({ response, failure, ms, throttled }: Exchange, member: string | undefined): string[] {
  const waited = throttled === 0 ? '' : `, after ${grouped(throttled)} × 429`;
  if (response === undefined) {
    return [`${visible(cut(failure ?? 'No response arrived.', LONGEST_SENTENCE))}${waited}`];
  }
  const type = response.headers['content-type'];
  const requestId = requestIdOf(response.headers);
  const named = requestId === undefined ? '' : `, request-id ${value(requestId)}`;
  const kind = type === undefined ? 'without a content type' : value(type);
  const body = response.json === undefined ? response.text : JSON.stringify(response.json);
  return [
    `${response.status} ${kind} in ${grouped(ms)} ms${named}${waited}`,
    ...(body === '' ? [] : [visible(cut(around(body, member), LONGEST_VALUE, response.length))]), // the API's own explanation
  ];
}

/** The part of a long body that shows a member, by its path; the whole body where it is short, or shows none. */
export function around(body: string, member: string | undefined): string {
  const at = body.indexOf(JSON.stringify(member?.split('.').at(-1) ?? ''));
  return body.length <= LONGEST_VALUE || at <= LONGEST_BEFORE ? body : `… ${body.slice(at - LONGEST_BEFORE)}`;
}

function because(input: BlockInput, shown: Exchange | undefined): string[] {
  const sentences = input.facts.map(({ sentence, severity, exchange }) => {
    const mark = severity !== 'breach' && severity !== input.verdict ? `${severity}: ` : '';
    return `${mark}${seenIn(input.exchanges, exchange, shown)}${sentence}`;
  });
  if (input.because !== undefined && input.because !== '') sentences.push(input.because);
  const all = sentences.flatMap((sentence) => sentenceLines(sentence, input.verdict === 'suite error'));
  return all.length === 0 ? ['No reason was recorded.'] : all;
}

/** One line for a sentence about the API; a suite error may show where in the suite it arose. */
function sentenceLines(sentence: string, withStack: boolean): string[] {
  if (!withStack) {
    return [visible(cut(sentence.replace(/(\r?\n\s+at [^\n]*)+\s*$/, ''), LONGEST_SENTENCE))];
  }
  const all = sentence.split(/\r?\n/).filter((line) => line.trim() !== '');
  const kept = all.slice(0, MOST_LINES).map((line) => visible(cut(line, LONGEST_SENTENCE)));
  return all.length > MOST_LINES ? [...kept, `… (${grouped(all.length)} lines)`] : kept;
}

/** How a person sends an exchange once more. */
interface ByHand {
  readonly curl: string;
  /** How to get the session that `$ID` in the line names; undefined where it names none, or none can be held. */
  readonly session?: string;
}

/** The line of curl that sends an exchange of a case once more, and what it needs first. */
export function curlOf(
  input: Pick<BlockInput, 'exchanges' | 'expected'>,
  exchange: Exchange,
  { command, baseUrl, hold }: Again,
): ByHand {
  const id = sessionId(input, exchange);
  const curl = curlLine(exchange, { sessionId: id, baseUrl, again: command });
  return id === undefined || hold === undefined ? { curl } : { curl, session: hold };
}

function byHand({ curl, session }: ByHand): string[] {
  return [
    ...(session === undefined
      ? []
      : lines('session', [visible(session), 'prints the export ID=… that the next line needs'])),
    ...lines('curl', [curl]),
  ];
}

/** What a session id of the API looks like, for a path whose session no response names. */
const ID_SHAPE = /^[a-z0-9]{24}$/;

/**
 * The session id in a path, which has ended by the time anyone reads the block; undefined where the id is what the
 * case is about: one that the API must not know (404) or must not accept as an id.
 */
export function sessionId(
  { exchanges, expected }: Pick<BlockInput, 'exchanges' | 'expected'>,
  { request }: Exchange,
): string | undefined {
  const id = /^\/browsers\/([^/?]+)/.exec(request.path)?.[1];
  if (id === undefined || expected.includes(404)) return undefined;
  const answered = exchanges.some(({ response }) => {
    const body = response?.json;
    return typeof body === 'object' && body !== null && !Array.isArray(body) && body.session_id === id;
  });
  return answered || ID_SHAPE.test(id) ? id : undefined;
}
