import type Kernel from '@onkernel/sdk';
import { isObject } from '../../model/json.js';
import type { ResourceKind } from '../../model/leak.js';
import type { CleanUpTime } from './clean-up-time.js';
import { persistently } from './delete-resource.js';

/** A resource as the API's lists show it. */
export interface Listed {
  readonly id: string;
  /** The name, or for a browser the start URL; undefined where the list does not show it. */
  readonly mark: string | undefined;
  readonly proxyId: string | undefined;
}

/** The name of a proxy or profile of a run. */
export function nameOf(runId: string, which: string): string {
  return `contract-${runId}-${which}`;
}

/** Every mark that a run may give, for a search without its ledger. */
export function marksOf(runId: string): { kind: ResourceKind; mark: string }[] {
  return [
    ...browserMarks(runId).map((mark) => ({ kind: 'browser' as const, mark })),
    ...['a', 'b', 'gone'].map((which) => ({ kind: 'proxy' as const, mark: nameOf(runId, which) })),
    ...['a', 'b'].map((which) => ({ kind: 'profile' as const, mark: nameOf(runId, which) })),
    { kind: 'profile', mark: nameOf(runId, 'a').toUpperCase() },
  ];
}

/**
 * What a browser starts with: the first of these that the API takes. The list gives it back, and by it a browser is found
 * whose creation was never answered; a page's fragment changes nothing.
 */
export function browserMarks(runId: string): readonly [string, string] {
  return [`about:blank#contract-${runId}`, `https://example.com/#contract-${runId}`];
}

/** The same mark, with what servers damage where they escape, cut or encode by hand. */
export function oddBrowserMark(mark: string): string {
  return `${mark}?a=1&b=ü`;
}

/** Does a list show a mark, whatever the API has made of what follows it in the start URL of a browser? */
export function showsMark(shown: string, kind: ResourceKind, mark: string | undefined): boolean {
  if (mark === undefined || kind !== 'browser') return shown === mark;
  return shown.startsWith(mark) && !/^[\w-]/.test(shown.slice(mark.length));
}

/** Everything of one kind in the account that is not deleted. @throws whatever the vendor's client throws. */
export function listAll(kernel: Kernel, kind: ResourceKind, time: CleanUpTime): Promise<Listed[]> {
  return persistently(async () => {
    const pages = pagesOf(kernel, kind)[Symbol.asyncIterator]();
    const found: Listed[] = [];
    for (;;) {
      const page = await time.within(() => pages.next());
      if (page.done === true) return found;
      const item = listedIn(kind, page.value);
      if (item !== undefined) found.push(item);
    }
  });
}

/** The browsers in a list that the API has answered with. */
export function listedBrowsers(list: unknown): Listed[] {
  return (Array.isArray(list) ? list : []).flatMap((item: unknown) => listedIn('browser', item) ?? []);
}

function pagesOf(kernel: Kernel, kind: ResourceKind): AsyncIterable<unknown, undefined> {
  if (kind === 'browser') return kernel.browsers.list();
  return kind === 'profile' ? kernel.profiles.list() : kernel.proxies.list();
}

function listedIn(kind: ResourceKind, item: unknown): Listed | undefined {
  if (!isObject(item) || (textIn(item.deleted_at) ?? '') !== '') return undefined;
  const isBrowser = kind === 'browser';
  return {
    id: textIn(isBrowser ? item.session_id : item.id) ?? '',
    mark: textIn(isBrowser ? item.start_url : item.name),
    proxyId: isBrowser ? textIn(item.proxy_id) : undefined,
  };
}

function textIn(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}
