/** So many rows are made at once: more would make every key slow, and a small screen long. */
const ROWS_AT_ONCE = matchMedia('(max-width: 48rem)').matches ? 20 : 60;

const form = element('.filters', HTMLFormElement);
const search = element('input[name=q]', HTMLInputElement, form);
const list = element('.cases', HTMLUListElement);
const found = element('.found', HTMLElement);
const more = element('.more', HTMLButtonElement);

/** The sign of each verdict, as the page shows it elsewhere. @type {Map<string, string>} */
const signs = new Map();
for (const mark of form.querySelectorAll('[data-verdict]')) {
  signs.set(mark.getAttribute('data-verdict') ?? '', mark.textContent);
}

/** @type {Case[]} */
let cases = [];
/** Places of the cases that are wanted. @type {number[]} */
let wanted = [];

/**
 * An element with a text; text never becomes markup.
 * @param {string} name
 * @param {string} text
 * @param {string} [className]
 */
function made(name, text, className = '') {
  const one = document.createElement(name);
  one.textContent = text;
  if (className !== '') one.className = className;
  return one;
}

/** @param {State} state */
function showList(state) {
  wanted = [...cases.keys()].filter((index) => {
    const one = cases[index];
    return one !== undefined && isWanted(one, state);
  });
  wanted.sort((a, b) => urgency(cases[a]) - urgency(cases[b]));
  list.replaceChildren();
  moreRows();
  found.replaceChildren(...describe(state));
}

/** What needs attention comes first; the page lists the verdicts in that order. @param {Case | undefined} one */
function urgency(one) {
  return [...signs.keys()].indexOf(one?.verdict ?? '');
}

/**
 * How many cases are shown, and what the list is about: the statement with its sentence, or the cause.
 * @param {State} state
 */
function describe(state) {
  const parts = [made('span', `${wanted.length} of ${cases.length} cases`)];
  if (state.statement !== '') {
    const tip = document.querySelector(`#tip-${CSS.escape(state.statement)} p`);
    parts.push(made('span', ` that rest on: “${tip?.textContent ?? ''}”`, 'about'));
  }
  if (state.in !== '') parts.push(made('span', ` with the cause ${state.in}`, 'about'));
  return parts;
}

/** Adds rows to the list, as far as there are any. */
function moreRows() {
  const from = list.children.length;
  list.append(...wanted.slice(from, from + ROWS_AT_ONCE).map(row));
  more.hidden = list.children.length >= wanted.length;
}

/** @param {number} index */
function row(index) {
  const one = cases[index];
  const item = document.createElement('li');
  if (one === undefined) return item;
  const button = document.createElement('button');
  button.type = 'button';
  button.className = 'row';
  button.dataset.stop = '';
  button.dataset.case = one.id;
  button.setAttribute('aria-expanded', 'false');
  const verdict = made('span', signs.get(one.verdict) ?? one.verdict, 'verdict');
  verdict.dataset.verdict = one.verdict;
  const reason = one.reason === '' ? one.sentence : `${one.sentence} – ${one.reason}`;
  button.append(
    verdict,
    made('code', one.id),
    made('span', reason, 'sentence'),
    made('span', one.status === undefined ? '' : String(one.status), 'number'),
    made('span', `${one.ms} ms`, 'number soft'),
  );
  button.addEventListener('click', () => {
    toggle(button, index).catch(fail);
  });
  item.append(button);
  return item;
}

/**
 * Makes sure that a case has its row, and finds it.
 * @param {string} id
 */
function rowOf(id) {
  const place = wanted.findIndex((index) => cases[index]?.id === id);
  while (place >= list.children.length) moreRows();
  const button = list.children[place]?.querySelector('button');
  return place < 0 || !(button instanceof HTMLButtonElement) ? undefined : button;
}
