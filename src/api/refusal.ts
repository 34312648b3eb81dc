import Kernel from '@onkernel/sdk';
import type { Exchange } from '../model/exchange.js';
import { isObject } from '../model/json.js';
import { statusOf } from './vendor-client.js';

/** An answer that refuses a set-up call, as people want to read it. */
export interface Refusal {
  readonly status: number;
  /** Is its body a web page? An API answers with none; what stands in front of it does. */
  readonly isPage: boolean;
  /** What the server itself says, redacted, on one line: of an Error body, its code and message. Empty where it says nothing. */
  readonly says: string;
  /** The host that a redirect points to; undefined for any other answer. */
  readonly location: string | undefined;
}

/** Longer texts are cut. */
const LONGEST = 200;

/**
 * What an error of the vendor's client says of the answer that caused it; undefined where no answer came. The client only
 * ever sees redacted answers.
 * @param baseUrl what the location of a redirect may be relative to.
 */
export function refusalIn(error: unknown, baseUrl = ''): Refusal | undefined {
  const status = statusOf(error);
  if (status === undefined || !(error instanceof Kernel.APIError)) return undefined;
  const given: unknown = error.headers;
  const headers = given instanceof Headers ? given : new Headers();
  const text = error.message.replace(/^\d+ ?/, '').replace(/^status code \(no body\)$/, '');
  const json: unknown = error.error;
  return {
    status,
    ...said(headers.get('content-type'), text, json),
    location: hostOf(headers.get('location'), baseUrl),
  };
}

/** What an answer to the asserted requests' client says, which is redacted already. */
export function refusalOf({
  headers,
  text,
  json,
}: Pick<NonNullable<Exchange['response']>, 'headers' | 'text' | 'json'>): Pick<Refusal, 'isPage' | 'says'> {
  return said(headers['content-type'], text, json);
}

/** @param json the body, where it is JSON. */
function said(
  contentType: string | null | undefined,
  text: string,
  json: unknown,
): Pick<Refusal, 'isPage' | 'says'> {
  const isPage = isWebPage(contentType, text);
  const plain = isPage ? titleOf(text) : text;
  return { isPage, says: onOneLine(json === undefined ? plain : wordsOf(json)) };
}

/** The words of an Error body, also where it is in a member of its own or of the form of RFC 9457; empty where it has none. */
function wordsOf(json: unknown): string {
  if (typeof json === 'string') return json;
  if (!isObject(json)) return '';
  const { code, message, detail, title, error } = json;
  const told = [message, detail, title, error].find(isWord);
  if (told === undefined && isObject(error)) return wordsOf(error);
  return [code, told].filter(isWord).join(': ');
}

function isWord(value: unknown): value is string {
  return typeof value === 'string' && value !== '';
}

/** Is an answer a web page, by its type or by how it begins? */
function isWebPage(contentType: string | null | undefined, text: string): boolean {
  return (
    /^text\/html\b/i.test(contentType ?? '') || /^\s*<(?:!doctype html|html|head|body|center)\b/i.test(text)
  );
}

/** The title of a page, or else its text without marks. */
function titleOf(page: string): string {
  return (
    /<title[^>]*>([^<]+)</i.exec(page)?.[1] ?? page.replace(/<(style|script)\b[^]*?<\/\1>|<[^>]*>/gi, ' ')
  );
}

function onOneLine(text: string): string {
  const line = text.replace(/[\s\p{Cc}]+/gu, ' ').trim();
  return line.length <= LONGEST ? line : `${line.slice(0, LONGEST)}…`;
}

function hostOf(location: string | null, baseUrl: string): string | undefined {
  return location !== null && URL.canParse(location, baseUrl) ? new URL(location, baseUrl).host : undefined;
}
