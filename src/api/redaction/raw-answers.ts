import type { Exchange } from '../../model/exchange.js';
import type { Finding } from '../../model/finding.js';
import { isObject, type Json } from '../../model/json.js';
import { beginning } from '../kept.js';
import type { Redactor } from './redact.js';

type Answer = NonNullable<Exchange['response']>;

interface Raw {
  readonly answer: Answer;
  readonly redact: (text: string) => string;
}

/** By exchange, and never part of it: what is stored, sent to another process or printed has no way to them. */
const answers = new WeakMap<Exchange, Raw>();

/** Remembers the answer of an exchange as it came, for as long as somebody holds the exchange. */
export function rememberRaw(exchange: Exchange, answer: Answer, redactor: Redactor): void {
  const masked = new Map<string, string>();
  pair(answer.json, exchange.response?.json, { found: masked, redactor });
  for (const [name, value] of Object.entries(answer.headers)) {
    const shown = exchange.response?.headers[name];
    if (shown !== undefined && shown !== value) masked.set(value, shown);
  }
  const redact = (text: string): string => masked.get(text) ?? redactor.text(text).text;
  answers.set(exchange, { answer, redact });
}

/** Forgets the answer of an exchange that was judged: a run keeps its exchanges, and memory would fill up. */
export function forgetRaw(exchange: Exchange): void {
  answers.delete(exchange);
}

/** The answer to judge: as it came, where this process received it; else as it was captured. */
export function answerOf(exchange: Exchange): Exchange['response'] {
  return answers.get(exchange)?.answer ?? exchange.response;
}

/** A finding about raw answers without what they hold of secrets: only this may be kept. */
export function redactedFinding<F extends Finding>(finding: F, others: readonly Exchange[] = []): F {
  const redacts = [finding.exchange, ...others].flatMap((exchange) => answers.get(exchange)?.redact ?? []);
  if (redacts.length === 0) return finding;
  const redact = (text: string): string => redacts.reduce((masked, one) => one(masked), text);
  return { ...finding, details: inEachText(finding.details, redact) };
}

/** A finding quotes what is wrong, and no report shows more of it than this. */
const LONGEST_TEXT = 4000;
const MOST_MEMBERS = 1000;

/** Applies a function to each text in a value, names of members included. */
function inEachText<T>(value: T, change: (text: string) => string): T;
function inEachText(value: unknown, change: (text: string) => string): unknown {
  if (typeof value === 'string') return beginning(change(value), LONGEST_TEXT);
  if (Array.isArray(value))
    return value.slice(0, MOST_MEMBERS).map((item: unknown) => inEachText(item, change));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .slice(0, MOST_MEMBERS)
      .map(([name, member]) => [change(name), inEachText<unknown>(member, change)]),
  );
}

/** Each text that was masked, by what it was: a value that only its member's name gives away is known elsewhere too. */
function pair(
  raw: Json | undefined,
  masked: Json | undefined,
  to: { readonly found: Map<string, string>; readonly redactor: Redactor },
): void {
  if (typeof raw === 'string') {
    if (typeof masked === 'string' && raw !== masked) to.found.set(raw, masked);
  } else if (Array.isArray(raw)) {
    raw.forEach((item, index) => {
      pair(item, Array.isArray(masked) ? masked[index] : undefined, to);
    });
  } else if (isObject(raw) && isObject(masked)) {
    // Names that are masked alike are one name then, which has the last one's value.
    const shown = ([name, item]: [string, Json]): [string, Json] => [
      Object.hasOwn(masked, name) ? name : to.redactor.text(name).text,
      item,
    ];
    for (const [name, item] of new Map(Object.entries(raw).map(shown))) {
      if (Object.hasOwn(masked, name)) pair(item, masked[name], to);
    }
  }
}
