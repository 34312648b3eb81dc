// The files of this folder are put into one script, in one scope: see assets.ts.

/**
 * The element of this page that a selector names; the page is ours, so it is there.
 * @template {Element} T
 * @param {string} selector
 * @param {new (...args: any[]) => T} kind
 * @param {ParentNode} [inside]
 */
function element(selector, kind, inside = document) {
  const found = inside.querySelector(selector);
  if (!(found instanceof kind)) throw new Error(`The page has no ${selector}.`);
  return found;
}
