import type { Clause } from '../contract/document.js';
import { CHECKS, type Finding } from '../model/finding.js';
import type { Exchange } from '../model/exchange.js';
import { curlLine, word } from './curl.js';
import { cut, grouped, visible } from './visible.js';

/** Column at which the verdict ends, where id and sentence leave room for it. */
const WIDTH = 80;
/** Longest part of a value (a body, a clause) and of a sentence that a block shows. */
const LONGEST_VALUE = 200;
const LONGEST_SENTENCE = 400;
/** A suite error may bring a stack along; a block stays on one screen. */
const MOST_LINES = 20;

/** All that a block is made of. */
export interface BlockInput {
  readonly id: string;
  readonly sentence: string;
  readonly verdict: 'breach' | 'blocked' | 'suite error' | 'drift';
  readonly clause: Clause;
  readonly findings: readonly Finding[];
  readonly exchanges: readonly Exchange[];
  /** Statuses that the case may be answered with. */
  readonly expected: readonly number[];
  /** In words: `400 with an Error body, session unchanged`. */
  readonly expectation: string;
  /** What the findings do not say: why it is blocked, the row's own reason, or the error behind a suite error. */
  readonly because?: string;
  /** Name of the variable that holds the base URL, for the command to repeat the request with. */
  readonly baseUrlName: string;
  /** The command that shows it again; `npm run case -- <id>` if left out. */
  readonly again?: string;
  /** What led to it, a line each. */
  readonly steps?: readonly string[];
}

/**
 * The block in which a person reads what went wrong: fixed labels in a fixed order, one fact a line.
 * Everything in it is shown as text: control characters stand as `\u001b`, long values are cut with their length given.
 */
export function failureBlock(input: BlockInput): string {
  const findings = [...input.findings].sort((a, b) => CHECKS.indexOf(a.check) - CHECKS.indexOf(b.check));
  const shown = shownExchange(input.exchanges, findings[0]);
  const exchange = shown === undefined ? undefined : input.exchanges[shown];
  const again = input.again ?? `npm run case -- ${word(input.id)}`;
  return [
    head(input),
    ...lines('contract', [`${visible(input.clause.pointer)}  ${value(input.clause.text)}`]),
    ...lines('sent', [exchange === undefined ? 'nothing' : sent(exchange)]),
    ...lines('expected', [value(input.expectation)]),
    ...lines('got', exchange === undefined ? ['nothing'] : got(exchange)),
    ...lines('because', because(input, findings, shown)),
    ...lines(
      'steps',
      (input.steps ?? []).map((step) => visible(cut(step, LONGEST_SENTENCE))),
    ),
    ...lines('again', [visible(again)]),
    ...(exchange === undefined ? [] : lines('curl', [curl(input, exchange, again)])),
  ].join('\n');
}

/** The asserted exchange that the most important finding is about, or else the case's first asserted one. */
function shownExchange(exchanges: readonly Exchange[], first: Finding | undefined): number | undefined {
  if (first !== undefined && exchanges[first.exchange]?.purpose === 'asserted') return first.exchange;
  const asserted = exchanges.findIndex(({ purpose }) => purpose === 'asserted');
  if (asserted >= 0) return asserted;
  return exchanges.length > 0 ? 0 : undefined;
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

function got({ response, failure, ms, throttled }: Exchange): string[] {
  const waited = throttled === 0 ? '' : `, after ${grouped(throttled)} × 429`;
  if (response === undefined) {
    return [`${visible(cut(failure ?? 'No response arrived.', LONGEST_SENTENCE))}${waited}`];
  }
  const type = response.headers['content-type'];
  const requestId = response.headers['x-request-id'];
  const named = requestId === undefined ? '' : `, request-id ${value(requestId)}`;
  const kind = type === undefined ? 'without a content type' : value(type);
  const body = response.json === undefined ? response.text : JSON.stringify(response.json);
  return [
    `${response.status} ${kind} in ${grouped(ms)} ms${named}${waited}`,
    ...(body === '' ? [] : [value(body)]), // what the API said for itself is the next thing anyone asks for
  ];
}

function because(input: BlockInput, findings: readonly Finding[], shown: number | undefined): string[] {
  const facts = findings.map((finding) => {
    const mark = finding.severity === 'drift' && input.verdict !== 'drift' ? 'drift: ' : '';
    return `${mark}${where(input.exchanges, finding.exchange, shown)}${finding.because}`;
  });
  if (input.because !== undefined && input.because !== '') facts.push(input.because);
  const told = facts.flatMap((fact) => factLines(fact, input.verdict === 'suite error'));
  return told.length === 0 ? ['No reason was recorded.'] : told;
}

/** `GET afterwards: ` for a finding that another exchange shows than the one printed under sent and got. */
function where(exchanges: readonly Exchange[], index: number, shown: number | undefined): string {
  const exchange = exchanges[index];
  if (exchange === undefined || shown === undefined || index === shown) return '';
  return `${exchange.request.method} ${index > shown ? 'afterwards' : 'before'}: `;
}

/** One line for a sentence about the API; a suite error may show where in the suite it arose. */
function factLines(fact: string, withStack: boolean): string[] {
  if (!withStack) {
    return [visible(cut(fact.replace(/(\r?\n\s+at [^\n]*)+\s*$/, ''), LONGEST_SENTENCE))];
  }
  const all = fact.split(/\r?\n/).filter((line) => line.trim() !== '');
  const kept = all.slice(0, MOST_LINES).map((line) => visible(cut(line, LONGEST_SENTENCE)));
  return all.length > MOST_LINES ? [...kept, `… (${grouped(all.length)} lines)`] : kept;
}

function curl(input: BlockInput, exchange: Exchange, again: string): string {
  return curlLine(exchange, { baseUrlName: input.baseUrlName, sessionId: sessionId(input, exchange), again });
}

/** What a session id of the API looks like, for a path whose session no response names. */
const ID_SHAPE = /^[a-z0-9]{24}$/;

/**
 * The session id in a path, which has ended by the time anyone reads the block; undefined where the id is what the
 * case is about: one that the API must not know (404) or must not accept as an id.
 */
function sessionId({ exchanges, expected }: BlockInput, { request }: Exchange): string | undefined {
  const id = /^\/browsers\/([^/?]+)/.exec(request.path)?.[1];
  if (id === undefined || expected.includes(404)) return undefined;
  const answered = exchanges.some(({ response }) => {
    const body = response?.json;
    return typeof body === 'object' && body !== null && !Array.isArray(body) && body.session_id === id;
  });
  return answered || ID_SHAPE.test(id) ? id : undefined;
}
