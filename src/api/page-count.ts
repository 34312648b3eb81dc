/** No list of an account that tests share is longer: one that is has no end, or is no list. */
const MOST_PAGES = 200;

/** Counts the pages of each list that is read page by page. One per client. */
export interface PageCount {
  /** @throws Error in a sentence where a list has too many pages. @param url of a page. */
  count(url: string): void;
}

export function createPageCount(): PageCount {
  const pages = new Map<string, number>();
  return {
    count(url) {
      const list = new URL(url);
      const isLater = ['offset', 'page_token'].filter((name) => list.searchParams.has(name)).length > 0;
      for (const name of ['offset', 'page_token']) list.searchParams.delete(name);
      const seen = isLater ? (pages.get(list.href) ?? 1) + 1 : 1;
      pages.set(list.href, seen);
      if (seen > MOST_PAGES) {
        throw new Error(
          `the list ${list.pathname} goes on after ${MOST_PAGES} pages, and is read no further`,
        );
      }
    },
  };
}
