import { AREAS } from './rows.js';

/** The look of the page: light and dark by the reader's own setting, one column of cards where it is narrow. */
export const PAGE_STYLE = `
:root { color-scheme: light dark; --ink: #1c2024; --soft: #5b6470; --line: #d9dee4; --back: #fff; --card: #f6f7f9;
  --good: #17713a; --bad: #b3261e; --bad-back: #fdeeec; --mark: #2457b3; }
@media (prefers-color-scheme: dark) {
  :root { --ink: #e4e7ea; --soft: #9aa4af; --line: #363c43; --back: #15181b; --card: #1e2226;
    --good: #6fcf8f; --bad: #ff8a80; --bad-back: #33201f; --mark: #8fb4ff; }
}
* { box-sizing: border-box; }
body { margin: 0; background: var(--back); color: var(--ink); font: 15px/1.5 system-ui, sans-serif; }
main { max-width: 78rem; margin: 0 auto; padding: 1.5rem 1rem 4rem; }
h1 { font-size: 1.6rem; line-height: 1.2; margin: 0 0 .5rem; }
h2 { font-size: 1.15rem; margin: 2.25rem 0 .75rem; }
p { margin: .25rem 0; }
code, pre { font: .86em/1.45 ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; }
code { overflow-wrap: anywhere; }
pre { margin: .5rem 0 0; padding: .75rem; overflow-x: auto; background: var(--card); border: 1px solid var(--line);
  border-radius: 6px; }
nav { display: flex; flex-wrap: wrap; gap: .25rem 1.25rem; margin-top: .75rem; }
nav a { color: var(--mark); }
.headline { font-size: 1.1rem; font-weight: 600; }
.good { color: var(--good); }
.bad { color: var(--bad); }
.soft { color: var(--soft); }
.card { border: 1px solid var(--bad); background: var(--bad-back); border-radius: 8px; padding: .75rem 1rem; margin: .75rem 0; }
table { border-collapse: collapse; width: 100%; }
th, td { text-align: left; vertical-align: top; padding: .5rem .75rem .5rem 0; border-bottom: 1px solid var(--line); }
th { color: var(--soft); font-weight: 600; font-size: .85rem; }
td.number, th.number { text-align: right; padding-right: 1.25rem; font-variant-numeric: tabular-nums; white-space: nowrap; }
.totals { width: auto; min-width: 20rem; }
.mutants td:nth-child(1) { width: 17rem; }
.mutants td:nth-child(3) { width: 32%; }
.name code { font-weight: 600; }
.clause { display: block; color: var(--soft); margin-top: .15rem; }
.kill + .kill { margin-top: .4rem; }
.check { color: var(--soft); white-space: nowrap; }
th.number { max-width: 8rem; white-space: normal; }
summary { cursor: pointer; color: var(--soft); margin-top: .4rem; }
fieldset { border: 0; margin: 0 0 .75rem; padding: 0; display: flex; flex-wrap: wrap; gap: .4rem; }
fieldset label { border: 1px solid var(--line); border-radius: 99px; padding: .2rem .8rem; cursor: pointer; }
fieldset label:has(:checked) { border-color: var(--mark); color: var(--mark); background: var(--card); }
fieldset label:has(:focus-visible) { outline: 2px solid var(--mark); outline-offset: 2px; }
fieldset input { position: absolute; opacity: 0; pointer-events: none; }
legend { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
ul { padding-left: 1.2rem; margin: .5rem 0; }
li { margin: .25rem 0; }
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
