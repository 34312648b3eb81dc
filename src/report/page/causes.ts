import { clauseWords } from '../clause-words.js';
import { kindOfCause } from '../../model/cause-kind.js';
import { findingsOf } from '../../model/causes-in.js';
import type { Cause } from '../../model/cause-cases.js';
import { casesOf } from '../../model/causes.js';
import type { Clause } from '../../model/clause.js';
import type { Finding } from '../../model/finding.js';
import { shownPointer, type ContractDocument } from '../../contract/document.js';
import type { Reproduced, RunRecord } from '../../model/run-record.js';
import { againOf } from '../again.js';
import { curlOf } from '../block.js';
import { CAUSE_SENTENCES } from '../cause-sentences.js';
import { blockInput } from '../case-block.js';
import { code, html, lines, type Html } from '../look/html.js';
import { placeOf } from '../place-of.js';
import { readablePointer } from '../readable-pointer.js';
import { assertedIn, seenIn } from '../seen-in.js';
import { sentenceOf } from '../sentence-of.js';
import { counted, cut, grouped } from '../visible.js';
import { exchangePanels } from './exchange.js';
import { memberOfRequest } from './pointers.js';
import { placeOfFinding } from './place-of-finding.js';
import { stateChange } from './state-change.js';
import { verdictMark } from './verdict-mark.js';

/** So many causes are shown whole; so many are open at first. */
const MOST_WHOLE = 40;
const MOST_OPEN = 2;
const MOST_CASES = 120;
const LONGEST_CLAUSE = 420;

/** A cause's address on the page. */
export function causeAddress(id: string): string {
  return `cause=${id}`;
}

/** Every cause, most dangerous first, each with its best example. */
export function causeCards(causes: readonly Cause[], run: RunRecord, document: ContractDocument): Html {
  const whole = causes
    .slice(0, MOST_WHOLE)
    .map((cause, index) => card(cause, run, document, index < MOST_OPEN));
  const rest = causes.slice(MOST_WHOLE);
  const more =
    rest.length === 0
      ? []
      : [
          html`<h3>And ${counted(rest.length, 'more cause')}</h3>
            <ul class="plain">
              ${rest.map(short)}
            </ul>`,
        ];
  return lines([...whole, ...more]);
}

function short(cause: Cause): Html {
  const { id } = cause;
  return html`<li id="${causeAddress(id)}">
    ${counted(casesOf(cause).length, 'case')} × <a href="#in=${id}">${code(id)}</a>
  </li>`;
}

function card(cause: Cause, run: RunRecord, document: ContractDocument, isOpen: boolean): Html {
  const { id, severity, isKnown, cases, also } = cause;
  const [example] = cases;
  if (example === undefined) return html``;
  const { listed, result, finding } = example;
  const verdict = isKnown ? 'known' : severity;
  const findings = findingsOf(id, example);
  const input = blockInput(listed, { ...result, findings }, verdict);
  const kind = kindOfCause(id, (status) => run.declaredStatuses.includes(status));
  const asserted = assertedIn(result.exchanges);
  const exchange = finding.exchange.purpose === 'asserted' ? finding.exchange : asserted;
  const member = memberOfRequest(document, listed.clause.pointer);
  const again = againOf(run, listed.id);
  const place = placeOf(listed);
  const { session, curl } = exchange === undefined ? {} : curlOf(input, exchange, again);
  return html`<details class="cause" data-severity="${verdict}" id="${causeAddress(id)}" ${isOpen && 'open'}>
    <summary data-stop>
      ${verdictMark(verdict)} <span class="times">${grouped(casesOf(cause).length)} ×</span> <span class="id">${code(id)}</span>
      <span class="because">${listed.sentence}: ${seenIn(result.exchanges, finding.exchange, exchange)}${sentenceOf(finding)}</span>
    </summary>
    <div class="beside">
      <div>
        <h3>The contract</h3>
        ${clause(document, placed(document, input.clause, finding))}
      </div>
      <div>
        <h3>Who suffers</h3>
        <p>${kind !== undefined && CAUSE_SENTENCES[kind].clients}</p>
        <h3>What to do</h3>
        <p>${kind !== undefined && CAUSE_SENTENCES[kind].repair}</p>
      </div>
    </div>
    <p class="example">Shown by ${code(listed.id)}${place !== undefined && html` <span class="soft">${place}</span>`}. Expected: ${input.expectation}.${result.reproduced !== undefined && html` <span class="soft">${triedAgain(result.reproduced)}</span>`}</p>
    ${exchange !== undefined && exchangePanels(exchange, finding, member)}
    ${finding.exchange !== exchange && exchangePanels(finding.exchange, finding, member)}
    ${stateChange(findings, result.findings)}
    <div class="commands">
      ${command('Run it again', again.command)}${session !== undefined && command('Session for $ID', session)}${curl !== undefined && command('Send it by hand', curl)}
    </div>
    ${also.length > 0 && html`<p class="soft">It explains as well: ${also.map((shown, index) => html`${index > 0 && ', '}${code(shown.id)} in ${counted(shown.cases.length, 'case')}`)}.</p>`}
    ${others(cause)}
  </details>`;
}

/** The clause of a member is where the document describes that member, not the outermost one that holds it. */
function placed(document: ContractDocument, clause: Clause, finding: Finding): Clause {
  if (clause.pointer !== finding.clause) return clause;
  return { ...clause, pointer: placeOfFinding(document, finding) };
}

function triedAgain(reproduced: Reproduced): string {
  return reproduced === '2 of 2'
    ? 'Tried again on a fresh session: seen again.'
    : 'Tried again on a fresh session: not seen again; one clean try does not make it a fluke.';
}

function clause(document: ContractDocument, { pointer, text }: Clause): Html {
  const words = clauseWords(document, { pointer, text });
  return html`<blockquote>
      ${cut(words ?? (text === '' ? 'The document in use says nothing there.' : text), LONGEST_CLAUSE)}
    </blockquote>
    <p class="soft">${readablePointer(pointer)}<br />${code(shownPointer(pointer))}</p>`;
}

/** A command with a button that copies it; without JavaScript it can be selected. */
function command(label: string, text: string): Html {
  return html`<div class="command">
    <span>${label}</span><code tabindex="0">${text}</code
    ><button type="button" data-copy hidden>Copy<span class="hidden"> the command: ${label}</span></button>
  </div>`;
}

function others(cause: Cause): Html | undefined {
  const { id } = cause;
  const rest = casesOf(cause).slice(1);
  if (rest.length === 0) return undefined;
  const shown = rest.slice(0, MOST_CASES);
  const more = rest.length - shown.length;
  return html`<details class="others">
    <summary>${counted(rest.length, 'other case')}</summary>
    <ul class="plain">
      ${shown.map(({ listed }) => html`<li><a href="#case=${listed.id}">${code(listed.id)}</a> ${listed.sentence}</li>`)}
    </ul>
    <p>
      <a href="#in=${id}"
        >${more > 0 ? `And ${counted(more, 'more case')}: all` : 'All'} of them in the list of cases</a
      >
    </p>
  </details>`;
}
