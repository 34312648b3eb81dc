/**
 * What the address keeps: search, filters, the open case, the cause or statement that the list is about.
 * @typedef {{ q: string, verdict: string[], field: string, status: string, statement: string, in: string, case: string, cause: string }} State
 */

const TEXTS = /** @type {const} */ (['q', 'field', 'status', 'statement', 'in', 'case', 'cause']);

/** @returns {State} */
function stateInAddress() {
  const params = new URLSearchParams(location.hash.slice(1));
  const texts = Object.fromEntries(TEXTS.map((name) => [name, params.get(name) ?? '']));
  return Object.assign({ q: '', field: '', status: '', statement: '', in: '', case: '', cause: '' }, texts, {
    verdict: params.getAll('verdict'),
  });
}

/**
 * Writes a state into the address, without a step in the history: the back button leaves the page.
 * @param {State} state
 */
function keepInAddress(state) {
  const params = new URLSearchParams();
  for (const name of TEXTS) if (state[name] !== '') params.set(name, state[name]);
  for (const verdict of state.verdict) params.append('verdict', verdict);
  const text = params.toString().replaceAll('%2F', '/');
  history.replaceState(null, '', text === '' ? location.href.split('#')[0] : `#${text}`);
}

/**
 * @param {Case} one
 * @param {State} state
 */
function isWanted(one, state) {
  const words = state.q.toLowerCase().split(/\s+/).filter(Boolean);
  const text = `${one.id} ${one.topic} ${one.sentence} ${one.reason} ${one.causes.join(' ')}`.toLowerCase();
  return (
    words.every((word) => text.includes(word)) &&
    (state.verdict.length === 0 || state.verdict.includes(one.verdict)) &&
    (state.field === '' || one.topic === state.field) &&
    (state.status === '' || String(one.status) === state.status) &&
    (state.statement === '' || String(one.statement) === state.statement) &&
    (state.in === '' || one.causes.includes(state.in))
  );
}
