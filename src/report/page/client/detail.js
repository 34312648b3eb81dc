/**
 * Opens a case, or closes it.
 * @param {HTMLButtonElement} button
 * @param {number} index
 */
async function toggle(button, index) {
  const isOpen = button.getAttribute('aria-expanded') === 'true';
  button.setAttribute('aria-expanded', String(!isOpen));
  const one = cases[index];
  const state = stateInAddress();
  keepInAddress({ ...state, case: isOpen ? '' : (one?.id ?? '') });
  if (isOpen) {
    button.nextElementSibling?.remove();
    return;
  }
  const place = made('div', 'Unpacking …', 'detail');
  button.after(place);
  const details = await detailsOf(index);
  if (details !== undefined) place.replaceChildren(...content(details));
}

/** @param {Details} details */
function content(details) {
  const { expected, place, clause, because, findings, obstacle, exchanges, again, session, curl } = details;
  const facts = [
    ['rests on', `${clause.text}  ${clause.pointer}`],
    ['expected', expected],
    ['row', place ?? ''],
    ['because', because ?? ''],
    ['in the way', obstacle ?? ''],
    ...findings.map((finding) => ['found', finding]),
  ].filter(([, text]) => text !== '');
  const named = document.createElement('dl');
  named.className = 'facts';
  for (const [name = '', text = ''] of facts) {
    const pair = document.createElement('div');
    pair.append(made('dt', name), made('dd', text));
    named.append(pair);
  }
  return [
    named,
    ...exchanges.map(exchangePanel),
    command('Run it again', again),
    ...(session === undefined ? [] : [command('Session for $ID', session)]),
    ...(curl === undefined ? [] : [command('Send it by hand', curl)]),
  ];
}

/** @param {Exchange} exchange */
function exchangePanel({ purpose, ms, sent, got }) {
  const both = made('div', '', 'exchange');
  both.append(
    panel(purpose === 'asserted' ? 'Request' : `Request (${purpose})`, sent),
    panel(`Response after ${Math.round(ms)} ms`, got),
  );
  return both;
}

/**
 * @param {string} title
 * @param {Piece[]} pieces
 */
function panel(title, pieces) {
  const figure = document.createElement('figure');
  const text = made('pre', '');
  text.tabIndex = 0;
  text.append(...pieces.map(shown));
  figure.append(made('figcaption', title), text);
  return figure;
}

/** @param {Piece} piece */
function shown(piece) {
  if (typeof piece === 'string') return piece;
  if (piece.as === 'soft') return made('span', piece.text, 'soft');
  return made(piece.as === 'mark' ? 'mark' : 'b', piece.text);
}

/**
 * @param {string} label
 * @param {string} text
 */
function command(label, text) {
  const place = made('div', '', 'command');
  const code = made('code', text);
  code.tabIndex = 0;
  const button = made('button', 'Copy');
  button.setAttribute('type', 'button');
  button.dataset.copy = '';
  button.append(made('span', ` the command: ${label}`, 'hidden'));
  place.append(made('span', label), code, button);
  return place;
}

/** Copies the text beside a button; where the browser does not let us, the text is selected. @param {Element} button */
async function copy(button) {
  const text = button.parentElement?.querySelector('code');
  if (text === null || text === undefined) return;
  try {
    await navigator.clipboard.writeText(text.textContent);
    const label = button.firstChild;
    if (label === null) return;
    label.textContent = 'Copied';
    setTimeout(() => (label.textContent = 'Copy'), 1500);
  } catch {
    getSelection()?.selectAllChildren(text);
  }
}
