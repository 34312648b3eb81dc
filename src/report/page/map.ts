import { clauseWords } from '../clause-words.js';
import type { ContractDocument } from '../../contract/document.js';
import { html, type Html } from '../look/html.js';
import { readablePointer } from '../readable-pointer.js';
import { counted } from '../visible.js';
import type { Group, Part } from './groups.js';
import { STATES, type JudgedStatement, type State } from './states.js';
import { SIGNS } from './verdict-mark.js';

/** A place in the page for each statement: short, and the same in every run of the same document and cases. */
export type Numbers = ReadonlyMap<string, number>;

/** The document as a map: every statement a tile, in the colour of what the run showed of it. */
export function contractMap(parts: readonly Part[], document: ContractDocument, numbers: Numbers): Html {
  const all = parts.flatMap(({ groups }) => groups.flatMap(({ statements }) => statements));
  return html`${legend(all)}
    <div class="map">
      ${parts.map(
        ({ title, groups }) =>
          html`<section class="part">
            <h3>${title}</h3>
            ${groups.map((group) => row(group, document, numbers))}
          </section>`,
      )}
    </div>`;
}

/** What the colours and signs mean, with the number of statements of each. */
function legend(all: readonly JudgedStatement[]): Html {
  const entries = STATES.map((state) => {
    const count = all.filter((statement) => statement.state === state).length;
    return html`<li>
      <span class="tile sample" data-state="${slug(state)}"><span class="sign">${SIGNS[state]}</span></span>
      <b>${count}</b> ${state}
    </li>`;
  });
  return html`<ul class="legend">
    ${entries}
  </ul>`;
}

function row({ name, statements }: Group, document: ContractDocument, numbers: Numbers): Html {
  return html`<div class="group">
    <h4>${breakable(name)}</h4>
    <ul class="tiles">
      ${statements.map((statement) => tile(statement, document, numbers.get(statement.id) ?? 0))}
    </ul>
  </div>`;
}

function tile(statement: JudgedStatement, document: ContractDocument, number: number): Html {
  const { label, words, state, reason, pointer, cases, causes } = statement;
  const said = clauseWords(document, { pointer, text: words }) ?? words;
  const isTold = said.includes(words) || words.includes(': ');
  return html`<li>
    <a
      class="tile"
      data-state="${slug(state)}"
      data-statement="${number}"
      href="${address(statement, number)}"
      aria-describedby="tip-${number}"
      ><span class="sign" aria-hidden="true">${SIGNS[state]}</span
      ><span class="hidden">${state}: </span
      >${label}${cases.length > 0 && html`<small> ${cases.length}<span class="hidden"> ${cases.length === 1 ? 'case' : 'cases'}</span></small>`}</a
    >
    <div class="tip" id="tip-${number}" role="tooltip">
      <p>${isTold ? words : said}</p>
      <p class="soft">
        ${SIGNS[state]} ${state}: ${reason.replace(/\.$/, '')}.${causes.length > 0 && ` ${counted(causes.length, 'cause')}.`}
        ${readablePointer(pointer)}
      </p>
    </div>
  </li>`;
}

/** A tile leads to its cases; one without cases to the cause that contradicts it. */
function address({ cases, causes }: JudgedStatement, number: number): string {
  const [cause] = causes;
  return cases.length === 0 && cause !== undefined ? `#cause=${cause}` : `#statement=${number}`;
}

function slug(state: State): string {
  return state.replaceAll(' ', '-');
}

/** A long name breaks behind a dot or an underscore. */
function breakable(name: string): Html {
  const parts = name.split(/(?<=[._])/);
  return html`${parts.map((part, index) => html`${index > 0 && html`<wbr />`}${part}`)}`;
}
