import type { Exchange } from '../../model/exchange.js';
import type { Finding } from '../../model/finding.js';
import { parseJson, type Json } from '../../model/json.js';
import { html, type Html } from '../look/html.js';
import { memberOf } from '../member-of.js';
import { cut, grouped } from '../visible.js';
import { markedJson, type Folding } from './marked-json.js';
import { joined, mark, markupOf, soft, strong, type Piece } from './pieces.js';

/** Headers that say nothing about the API. */
const PLUMBING: readonly string[] = [
  'connection',
  'keep-alive',
  'content-length',
  'date',
  'accept',
  'user-agent',
  'host',
];

/** How much of an exchange is shown: what tells in a card, or all of it. */
interface Extent {
  readonly longestBody: number;
  readonly folding: Folding;
  readonly hidden: readonly string[];
}

const IN_A_CARD: Extent = { longestBody: 4_000, folding: 'folded', hidden: PLUMBING };
/** `npm run show` has more of long bodies: the page has to stay light. */
const IN_A_CASE: Extent = { longestBody: 8_192, folding: 'whole', hidden: [] };

/**
 * Request and response side by side, the offending part marked.
 * @param member what the case is about, where it is a member of the request.
 */
export function exchangePanels(
  exchange: Exchange,
  finding: Finding,
  member: readonly string[] | undefined,
): Html {
  const { ms, at } = exchange;
  const { sent, got } = exchangeText(exchange, finding, member, IN_A_CARD);
  return html`<div class="exchange">
${panel(`Request at ${at.slice(11, 23)} UTC`, sent)}
${panel(`Response after ${grouped(ms)} ms`, got)}
</div>`;
}

/** The same for the list of cases, whole. @param finding the most important one that the exchange shows. */
export function exchangePieces(
  exchange: Exchange,
  finding: Finding | undefined,
  member: readonly string[] | undefined,
): ExchangeText {
  return exchangeText(exchange, finding, member, IN_A_CASE);
}

/** What was sent and what came, each as a text of its own. */
interface ExchangeText {
  readonly sent: readonly Piece[];
  readonly got: readonly Piece[];
}

function exchangeText(
  exchange: Exchange,
  finding: Finding | undefined,
  member: readonly string[] | undefined,
  extent: Extent,
): ExchangeText {
  const { request } = exchange;
  const shows = finding?.exchange === exchange ? finding : undefined;
  // That it was answered with a wrong status says that the request was judged wrongly.
  const judged = finding !== undefined && isAboutStatus(finding) ? member : undefined;
  return {
    sent: joined([
      strong(`${request.method} ${request.path}`),
      '\n',
      ...headers(request.headers, '', extent),
      ...body(request.body, judged, extent),
    ]),
    got: joined(got(exchange, shows, extent)),
  };
}

/** Everything in it stands as it is: no white space may come in between. */
function panel(title: string, content: readonly Piece[]): Html {
  return html`<figure><figcaption>${title}</figcaption><pre tabindex="0">${markupOf(content)}</pre></figure>`;
}

function got({ response, failure }: Exchange, finding: Finding | undefined, extent: Extent): Piece[] {
  if (response === undefined) return [mark(failure ?? 'No whole response arrived.')];
  return [
    marked(String(response.status), finding !== undefined && isAboutStatus(finding)),
    '\n',
    ...headers(response.headers, finding === undefined ? '' : headerOf(finding), extent),
    ...answer(response, finding, extent),
  ];
}

function isAboutStatus({ check }: Finding): boolean {
  return check === 'status-expected' || check === 'status-declared';
}

function headerOf(finding: Finding): string {
  if (finding.check === 'content-type') return 'content-type';
  return finding.check === 'header' ? finding.details.name.toLowerCase() : '';
}

function headers(all: Readonly<Record<string, string>>, offending: string, { hidden }: Extent): Piece[] {
  const shown = Object.entries(all).filter(([name]) => !hidden.includes(name));
  const missing = offending !== '' && all[offending] === undefined;
  return [
    ...shown.flatMap(([name, value]) => [marked(`${name}: ${value}`, name === offending), '\n']),
    ...(missing ? [mark(`no ${offending}`), '\n'] : []),
  ];
}

function body(text: string | undefined, path: readonly string[] | undefined, extent: Extent): Piece[] {
  if (text === undefined) return [soft('no body')];
  const { longestBody, folding } = extent;
  const json = parsed(text);
  if (text.length > longestBody || json === undefined) return ['\n', cut(text, longestBody)];
  return ['\n', ...markedJson(json, path, folding)];
}

function answer(
  { text, json }: NonNullable<Exchange['response']>,
  finding: Finding | undefined,
  { longestBody, folding }: Extent,
): Piece[] {
  if (text === '') return [soft('no body')];
  if (text.length > longestBody || json === undefined)
    return ['\n', marked(cut(text, longestBody), finding?.check === 'json')];
  return ['\n', ...markedJson(json, finding === undefined ? undefined : memberOf(finding), folding)];
}

function marked(text: string, isMarked: boolean): Piece {
  return isMarked ? mark(text) : text;
}

function parsed(text: string): Json | undefined {
  try {
    return parseJson(text);
  } catch {
    return undefined;
  }
}
