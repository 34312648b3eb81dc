import type { RunRecord } from '../../model/run-record.js';
import { targetInSentence } from '../../model/target-name.js';
import { pageText } from '../look/document.js';
import { html } from '../look/html.js';
import { pageStyle } from './assets.js';
import { when } from './changes.js';
import { verdict } from './top.js';

/** The page of a run that could not begin: why, and that nothing is known of the API. */
export function unbegunPage(run: RunRecord): string {
  const target = targetInSentence(run.target);
  return pageText({
    title: 'Not judged – PATCH /browsers/{id}',
    style: pageStyle(),
    script: '',
    content: html`<main>
      <p class="brand">Contract of <code>PATCH /browsers/{id}</code></p>
      <header class="top" data-tone="unknown">
        ${verdict(run, 2)}
        <dl class="facts">
          ${
            target !== undefined &&
            html`<div>
            <dt>target</dt>
            <dd>${target}</dd>
          </div>`
          }
          <div>
            <dt>when</dt>
            <dd>${when(run.startedAt)}</dd>
          </div>
        </dl>
      </header>
      <div class="cards">
        <section class="card wide">
          <h2>Why the run could not begin</h2>
          <ul class="plain">
            ${run.problems.map(({ sentence }) => html`<li>${sentence}</li>`)}
          </ul>
          <p class="soft">This says nothing about the API: fix what is listed above, and run it again.</p>
        </section>
      </div>
      <footer class="soft">Suite ${run.suiteVersion}.</footer>
    </main>`,
  });
}
