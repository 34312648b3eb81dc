import { AREAS } from './rows.js';

/** What the page adds to the look that all our pages share; one column of cards where it is narrow. */
export const PAGE_STYLE = `
h1 { font-size: clamp(1.6rem, 3vw, 2.2rem); letter-spacing: -.02em; margin-bottom: .5rem; }
nav { display: flex; flex-wrap: wrap; gap: .25rem 1.25rem; margin: .75rem 0; }
.headline { font-size: 1.1rem; font-weight: 600; }
.part { color: var(--open); }
.card { border: 1px solid var(--bad); background: var(--bad-back); border-radius: 6px; padding: .75rem 1rem; margin: .75rem 0; }
.totals { width: auto; min-width: 20rem; }
.mutants td:nth-child(1) { width: 17rem; }
.mutants td:nth-child(3) { width: 32%; }
.name code { font-weight: 600; }
.clause { display: block; color: var(--soft); margin-top: .15rem; }
.kill + .kill { margin-top: .4rem; }
.check { color: var(--soft); white-space: nowrap; }
th.number { max-width: 8rem; white-space: normal; }
summary { cursor: pointer; margin-top: .4rem; }
input[type=search] { width: min(100%, 30rem); }
fieldset { margin-bottom: .75rem; }
ul { padding-left: 1.2rem; margin: .5rem 0; }
${AREAS.map((_, index) => `main:has(#area-${index}:checked) tr[data-area]:not([data-area="${index}"]) { display: none; }`).join('\n')}
@media (max-width: 50rem) {
  .stacked thead { display: none; }
  .stacked tr { display: block; padding: .75rem 0; border-bottom: 1px solid var(--line); }
  .stacked td { display: block; width: auto; padding: .1rem 0; border: 0; }
  .stacked td:nth-child(n) { width: auto; }
  .stacked td.number { text-align: left; color: var(--soft); }
  .stacked td.number::after { content: attr(data-unit); }
  .totals { width: 100%; min-width: 0; }
}
@media print { fieldset { display: none; } }
`;
