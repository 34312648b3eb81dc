import type { Exchange } from '../../model/exchange.js';
import type { Finding } from '../../model/finding.js';
import { parseJson, type Json } from '../../model/json.js';
import { html, type Content, type Html } from '../look/html.js';
import { cut, grouped } from '../visible.js';
import { markedJson } from './marked-json.js';

const LONGEST_BODY = 4_000;
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

/**
 * Request and response side by side, the offending part marked.
 * @param member what the case is about, where it is a member of the request.
 */
export function exchangePanels(
  exchange: Exchange,
  finding: Finding,
  member: readonly string[] | undefined,
): Html {
  const { request, ms, at } = exchange;
  const shows = finding.exchange === exchange ? finding : undefined;
  const sent = isAboutStatus(finding) ? member : undefined; // it says that the request was judged wrongly
  return html`<div class="exchange">
${panel(`Request at ${at.slice(11, 23)} UTC`, [
  html`<b>${request.method} ${request.path}</b>${'\n'}`,
  headers(request.headers, ''),
  body(request.body, sent),
])}
${panel(`Response after ${grouped(ms)} ms`, got(exchange, shows))}
</div>`;
}

/** Everything in it stands as it is: no white space may come in between. */
function panel(title: string, content: Content): Html {
  return html`<figure><figcaption>${title}</figcaption><pre tabindex="0">${content}</pre></figure>`;
}

function got({ response, failure }: Exchange, finding: Finding | undefined): Content {
  if (response === undefined) return marked(failure ?? 'No whole response arrived.', true);
  return [
    marked(String(response.status), finding !== undefined && isAboutStatus(finding)),
    '\n',
    headers(response.headers, finding === undefined ? '' : headerOf(finding)),
    answer(response, finding),
  ];
}

function isAboutStatus({ check }: Finding): boolean {
  return check === 'status-expected' || check === 'status-declared';
}

function headerOf(finding: Finding): string {
  if (finding.check === 'content-type') return 'content-type';
  return finding.check === 'header' ? finding.details.name.toLowerCase() : '';
}

function headers(all: Readonly<Record<string, string>>, offending: string): Content {
  const shown = Object.entries(all).filter(([name]) => !PLUMBING.includes(name));
  const missing = offending !== '' && all[offending] === undefined;
  return [
    ...shown.map(([name, value]) => html`${marked(`${name}: ${value}`, name === offending)}${'\n'}`),
    ...(missing ? [html`<mark>no ${offending}</mark>${'\n'}`] : []),
  ];
}

function body(text: string | undefined, path: readonly string[] | undefined): Content {
  if (text === undefined) return html`<span class="soft">no body</span>`;
  const json = parsed(text);
  if (text.length > LONGEST_BODY || json === undefined) return html`${'\n'}${cut(text, LONGEST_BODY)}`;
  return html`${'\n'}${markedJson(json, path)}`;
}

function answer({ text, json }: NonNullable<Exchange['response']>, finding: Finding | undefined): Content {
  if (text === '') return html`<span class="soft">no body</span>`;
  const isBroken = finding?.check === 'json';
  if (text.length > LONGEST_BODY || json === undefined)
    return html`${'\n'}${marked(cut(text, LONGEST_BODY), isBroken)}`;
  return html`${'\n'}${markedJson(json, finding === undefined ? undefined : memberOf(finding))}`;
}

/** The member of an answer that a finding is about. */
function memberOf({ check, details }: Finding): string[] | undefined {
  if (check === 'torn') return ['viewport'];
  if (check === 'live-view-shown' || check === 'address' || check === 'empty-error') return [details.member];
  return 'path' in details && check !== 'header' ? details.path.split('.') : undefined;
}

function marked(text: string, isMarked: boolean): Content {
  return isMarked ? html`<mark>${text}</mark>` : text;
}

function parsed(text: string): Json | undefined {
  try {
    return parseJson(text);
  } catch {
    return undefined;
  }
}
