/** The controls that hold filters. @param {State} state */
function fillIn(state) {
  search.value = state.q;
  for (const name of /** @type {const} */ (['field', 'status'])) {
    element(`select[name=${name}]`, HTMLSelectElement, form).value = state[name];
  }
  for (const box of form.querySelectorAll('input[name=verdict]')) {
    if (box instanceof HTMLInputElement) box.checked = state.verdict.includes(box.value);
  }
}

/** What the controls say, in place of what the address said. */
function fromControls() {
  const values = new FormData(form);
  /** @param {string} name */
  const text = (name) => values.getAll(name).filter((value) => typeof value === 'string');
  const state = {
    ...{ ...stateInAddress(), case: '' },
    ...{ q: text('q').join(''), field: text('field').join(''), status: text('status').join('') },
    verdict: text('verdict'),
  };
  keepInAddress(state);
  showList(state);
}

/** Shows what the address says; an address may come from somebody else. */
function fromAddress() {
  const state = stateInAddress();
  fillIn(state);
  showList(state);
  for (const tile of document.querySelectorAll('[data-statement]')) {
    tile.classList.toggle('chosen', tile.getAttribute('data-statement') === state.statement);
  }
  const cause = document.getElementById(`cause=${state.cause}`);
  if (cause instanceof HTMLDetailsElement) cause.open = true;
  cause?.scrollIntoView();
  if (state.case !== '') openCase(state);
  else if (state.statement !== '' || state.in !== '' || state.verdict.length > 0) form.scrollIntoView();
}

/** @param {State} state */
function openCase(state) {
  if (rowOf(state.case) === undefined) {
    const only = { ...stateInAddress(), q: '', verdict: [], field: '', status: '', statement: '', in: '' };
    fillIn(only);
    showList(only);
  }
  const button = rowOf(state.case);
  if (button === undefined) return;
  if (button.getAttribute('aria-expanded') === 'false') button.click();
  button.focus();
  button.scrollIntoView();
}

/** The address names the cause that was opened last. @param {Event} event */
function onToggle({ target }) {
  if (!(target instanceof HTMLDetailsElement) || !target.classList.contains('cause')) return;
  const id = target.id.slice('cause='.length);
  const state = stateInAddress();
  if (target.open) keepInAddress({ ...state, cause: id });
  else if (state.cause === id) keepInAddress({ ...state, cause: '' });
}

async function start() {
  cases = await allCases();
  form.hidden = false;
  for (const button of document.querySelectorAll('[data-copy]')) button.removeAttribute('hidden');
  fromAddress();
  form.addEventListener('input', fromControls);
  form.addEventListener('submit', (event) => event.preventDefault());
  form.addEventListener('reset', (event) => {
    event.preventDefault();
    const { cause } = stateInAddress();
    keepInAddress({ q: '', verdict: [], field: '', status: '', statement: '', in: '', case: '', cause });
    fromAddress();
  });
  more.addEventListener('click', moreRows);
  addEventListener('hashchange', fromAddress);
  addEventListener('keydown', onKey);
  // What is open when the page appears is not what somebody opened.
  requestAnimationFrame(() => document.addEventListener('toggle', onToggle, true));
  document.addEventListener('click', ({ target }) => {
    if (!(target instanceof Element)) return;
    const button = target.closest('[data-copy]');
    if (button !== null) copy(button).catch(fail);
    if (target.closest('[data-help]') !== null) help.showModal();
  });
  document.documentElement.dataset.ready = '';
}

/** @param {unknown} error */
function fail(error) {
  found.textContent = `This browser cannot unpack the cases (${String(error)}). npm run show -- <case id> shows one in a terminal.`;
}

start().catch(fail);
