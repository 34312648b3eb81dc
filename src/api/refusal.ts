import Kernel from '@onkernel/sdk';
import type { Exchange } from '../model/exchange.js';
import { statusOf } from './vendor-client.js';

/** An answer that refuses a set-up call, as people want to read it. */
export interface Refusal {
  readonly status: number;
  /** Is its body a web page? An API answers with none; what stands in front of it does. */
  readonly isPage: boolean;
  /** What the server itself says, redacted, on one line; empty where it says nothing. */
  readonly says: string;
  /** The host that a redirect points to; undefined for any other answer. */
  readonly location: string | undefined;
}

/** Longer texts are cut. */
const LONGEST = 200;

/**
 * What an error of the vendor's client says of the answer that caused it; undefined where no answer came. The client only
 * ever sees redacted answers.
 */
export function refusalIn(error: unknown, baseUrl: string): Refusal | undefined {
  const status = statusOf(error);
  if (status === undefined || !(error instanceof Kernel.APIError)) return undefined;
  const given: unknown = error.headers;
  const headers = given instanceof Headers ? given : new Headers();
  const text = error.message.replace(/^\d+ ?/, '').replace(/^status code \(no body\)$/, '');
  return {
    status,
    ...said(headers.get('content-type'), text),
    location: hostOf(headers.get('location'), baseUrl),
  };
}

/** What an answer to the asserted requests' client says, which is redacted already. */
export function refusalOf({
  headers,
  text,
}: Pick<NonNullable<Exchange['response']>, 'headers' | 'text'>): Pick<Refusal, 'isPage' | 'says'> {
  return said(headers['content-type'], text);
}

function said(contentType: string | null | undefined, text: string): Pick<Refusal, 'isPage' | 'says'> {
  const isPage = isWebPage(contentType, text);
  return { isPage, says: onOneLine(isPage ? titleOf(text) : text) };
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
