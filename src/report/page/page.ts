import type { ContractDocument } from '../../contract/document.js';
import type { Requirement } from '../../contract/requirements.js';
import type { Cause } from '../../model/cause-cases.js';
import { causesOf } from '../../model/causes.js';
import type { ExitCode, RunRecord } from '../../model/run-record.js';
import { greenBefore, type RunSummary } from '../../model/run-summary.js';
import { html, jsonScript, type Html } from '../look/html.js';
import { pageText } from '../look/document.js';
import { counted } from '../visible.js';
import { pageScript, pageStyle } from './assets.js';
import { caseData } from './case-data.js';
import { caseSection, helpDialog } from './cases.js';
import { causeCards } from './causes.js';
import { mapOf } from './groups.js';
import { memberOfRequest } from './pointers.js';
import { latencyPlot } from './latency.js';
import { contractMap } from './map.js';
import { judgedStatements } from './states.js';
import { statementsOf } from './statements.js';
import { timeline } from './timeline.js';
import { top } from './top.js';

/** What the page shows besides the run itself. */
export interface PageContext {
  readonly document: ContractDocument;
  readonly requirements: readonly Requirement[];
  /** Earlier runs in brief, the newest last. */
  readonly earlier?: readonly RunSummary[];
  /** What the diary says of this run's drift. */
  readonly drift?: readonly string[];
}

/** A run as one HTML file for people: its verdict, the map of the contract, causes, cases, latency, browsers. */
export function runPage(run: RunRecord, exitCode: ExitCode, context: PageContext): string {
  const { document, requirements, earlier = [], drift = [] } = context;
  const statements = judgedStatements(document, run, statementsOf(document, requirements, run));
  const areas = mapOf(document, statements);
  const ordered = areas.flatMap(({ groups }) => groups.flatMap((group) => group.statements));
  const numbers = new Map(ordered.map(({ id }, index) => [id, index]));
  const ofCase = new Map(
    ordered.flatMap(({ cases, id }) => cases.map((one) => [one, numbers.get(id)] as const)),
  );
  const causes = causesOf(run);
  const map = {
    id: 'map',
    name: 'Contract',
    title: 'The contract',
    content: contractMap(areas, document, numbers),
  };
  const ofCauses =
    causes.length === 0
      ? []
      : [
          {
            id: 'causes',
            name: 'Causes',
            title: causeTitle(causes),
            content: causeCards(causes, run, document),
          },
        ];
  const isRed = causes.some(({ severity, isKnown }) => severity === 'breach' && !isKnown);
  const parts: Part[] = [
    ...(isRed ? [...ofCauses, map] : [map, ...ofCauses]),
    { id: 'cases', name: 'Cases', title: 'Cases', content: caseSection(run) },
    {
      ...{ id: 'latency', name: 'Latency', title: 'Latency' },
      content: latencyPlot(run, greenBefore(earlier, run.target).same),
    },
    { id: 'browsers', name: 'Browsers', title: 'Browsers and cost', content: timeline(run) },
  ];
  return pageText({
    title: `${TITLES[exitCode]} – PATCH /browsers/{id} – ${run.target}`,
    style: pageStyle(),
    script: pageScript(),
    content: html`<a class="skip" href="#map">Skip to the map</a>
      <main>
        <div class="brand">
          <p>Contract of <code>PATCH /browsers/{id}</code></p>
          <nav aria-label="Parts of this page">
            ${parts.map(({ id, name }) => html`<a href="#${id}">${name}</a> `)}
          </nav>
        </div>
        ${top(run, exitCode, ordered, { earlier, drift })}
        ${parts.map(({ id, title, content }) => section(id, title, content))}
        <footer class="soft">
          Suite ${run.suiteVersion}, run ${run.runId}. Keys and tokens were masked when they were captured.
        </footer>
      </main>
      ${helpDialog()}
      ${jsonScript(
        'case-data',
        caseData(
          run,
          (id) => ofCase.get(id),
          (pointer) => memberOfRequest(document, pointer),
        ),
      )}`,
  });
}

/** A part of the page, with the name that leads to it. */
interface Part {
  readonly id: string;
  readonly name: string;
  readonly title: string;
  readonly content: Html;
}

const TITLES: Readonly<Record<ExitCode, string>> = {
  0: 'Conforms',
  1: 'Breach',
  2: 'Not judged',
  3: 'Suite error',
};

/** `3 causes, 1 known, 2 notes`: the verdict counts the first alone. */
function causeTitle(causes: readonly Cause[]): string {
  const notes = causes.filter(({ severity }) => severity === 'note').length;
  const known = causes.filter(({ isKnown }) => isKnown).length;
  const breaches = causes.length - notes - known;
  return [
    ...(breaches > 0 ? [counted(breaches, 'cause')] : []),
    ...(known > 0 ? [counted(known, 'known deviation')] : []),
    ...(notes > 0 ? [counted(notes, 'note')] : []),
  ].join(', ');
}

function section(id: string, title: string, content: Html): Html {
  return html`<section id="${id}" aria-labelledby="${id}-title">
    <h2 id="${id}-title">${title}</h2>
    ${content}
  </section>`;
}
