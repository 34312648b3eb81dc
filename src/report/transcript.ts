import type { CaseResult } from '../model/run-record.js';
import type { Exchange } from '../model/exchange.js';
import { cut, visible } from './visible.js';

/** Shows every exchange of a case, as captured: what was sent and what came back. */
export function transcript({ exchanges }: Pick<CaseResult, 'exchanges'>): string {
  return exchanges.map(lines).join('\n');
}

function lines({ request, response, failure, purpose, ms }: Exchange): string {
  const headers = (all: Readonly<Record<string, string>>, mark: string): string[] =>
    Object.entries(all).map(([name, value]) => `    ${mark} ${visible(`${name}: ${value}`)}`);
  const body = (text: string, mark: string, length?: number): string[] =>
    text === '' ? [] : [`    ${mark} ${visible(cut(text, 2000, length))}`];
  return [
    `  ${purpose}: ${request.method} ${visible(request.path)}, ${ms} ms`,
    ...headers(request.headers, '>'),
    ...body(request.body ?? '', '>'),
    ...(response === undefined
      ? [`    < ${visible(failure ?? 'no answer')}`]
      : [
          `    < ${response.status}`,
          ...headers(response.headers, '<'),
          ...body(response.text, '<', response.length),
        ]),
    '',
  ].join('\n');
}
