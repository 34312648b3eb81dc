import type { Exchange } from '../model/exchange.js';

/** The asserted exchange of a case, or else its first. */
export function assertedIn(exchanges: readonly Exchange[]): Exchange | undefined {
  return exchanges.find(({ purpose }) => purpose === 'asserted') ?? exchanges[0];
}

/** `GET afterwards: ` for a fact that another exchange of a case shows than the one that is printed. */
export function seenIn(
  exchanges: readonly Exchange[],
  exchange: Exchange,
  printed: Exchange | undefined,
): string {
  if (printed === undefined || exchange === printed) return '';
  const isLater = exchanges.indexOf(exchange) > exchanges.indexOf(printed);
  return `${exchange.request.method} ${isLater ? 'afterwards' : 'before'}: `;
}
