import type { Outcome } from '../../model/outcomes.js';
import { html, type Html } from '../look/html.js';
import type { State } from './states.js';

/** A sign for each verdict and each state, so that no colour has to say it alone. */
export const SIGNS: Readonly<Record<Outcome | State, string>> = {
  breach: '✗',
  'suite error': '!',
  blocked: '⊘',
  'not verified': '?',
  known: '≈',
  note: '•',
  drift: '~',
  pass: '✓',
  'embedded only': '–',
  'never ran': '?',
  breached: '✗',
  'only observed': '○',
  verified: '✓',
  'not covered': '–',
};

/** A verdict as sign and word. */
export function verdictMark(outcome: Outcome | State): Html {
  return html`<span class="verdict" data-verdict="${outcome}"
    ><span aria-hidden="true">${SIGNS[outcome]}</span> ${outcome}</span
  >`;
}
