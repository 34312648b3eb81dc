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

/** Request and response side by side, the offending part marked. @param subject what the case is about. */
export function exchangePanels(exchange: Exchange, finding: Finding, subject: string): Html {
  const { request, response, failure, ms, at } = exchange;
  const isSameExchange = finding.exchange === exchange;
  const sent = isAboutRequest(finding) ? subject.split('.') : undefined;
  return html`<div class="exchange">
    <figure>
      <figcaption>Request <span class="soft">${at.slice(11, 23)} UTC</span></figcaption>
      <pre tabindex="0"><b>${request.method} ${request.path}</b>
${headers(request.headers, '')}${body(request.body, sent)}</pre>
    </figure>
    <figure>
      <figcaption>Response <span class="soft">after ${grouped(ms)} ms</span></figcaption>
      <pre tabindex="0">
${
          response === undefined
            ? html`<mark>${failure ?? 'No whole response arrived.'}</mark>`
            : html`${marked(String(response.status), isSameExchange && isAboutStatus(finding))}
              ${headers(response.headers, isSameExchange ? headerOf(finding) : '')}${answer(response, isSameExchange ? finding : undefined)}`
        }</pre>
    </figure>
  </div>`;
}

/** A wrong status says that the request was judged wrongly: what it was about is worth a mark. */
function isAboutRequest({ check }: Finding): boolean {
  return check === 'status-expected' || check === 'status-declared';
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
  if (check === 'live-view-shown') return [details.member];
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
