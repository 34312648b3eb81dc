import { expect } from 'chai';
import { annotations } from './annotations.js';
import { commandLine } from './ci-command.js';
import { headline } from './headline.js';
import { jobSummary } from './job-summary.js';
import { junitXml } from './junit.js';
import { output, print, printError } from './output.js';
import { runBlocks } from './run-blocks.js';
import { runDetails } from './run-details.js';
import { runJson } from './run-json.js';
import { sampleExchange, sampleRun } from '../../proof/testing/sample-run.js';
import type { RunRecord } from '../model/run-record.js';
import { codeCell, textCell } from './table-cell.js';
import { transcript } from './transcript.js';

/** What an API may put into any text of an answer, to be obeyed by who shows it. */
const EVIL =
  'a\u001b[31mred\u001b[2J\u0007\u0000\u009b2J\u202e\r\n::set-output name=a::b\n##vso[task.complete]x\n' +
  'section_start:1:n\r\u001b[0K##[error]e ##teamcity[x] \ud800';
const OBEYED =
  /(?![\n\t\r])\p{Cc}|\p{Cs}|[\u202e]|::[a-z-]+(?: [^:\n]*)?::|##[a-z]*\[|section_(?:start|end):\d/u;

function evilRun(): RunRecord {
  const exchange = sampleExchange({
    request: { path: `/browsers/${EVIL}`, headers: { [EVIL]: EVIL }, body: EVIL },
    response: {
      status: 500,
      headers: { 'content-type': EVIL, 'x-request-id': EVIL },
      text: EVIL,
      notJson: EVIL,
    },
  });
  const broken = sampleExchange({ response: 'none', failure: EVIL });
  const finding = {
    check: 'json',
    severity: 'breach',
    clause: EVIL,
    details: { status: 500, problem: EVIL, isEmpty: false },
  } as const;
  return sampleRun(
    [
      {
        id: `x${EVIL}`,
        sentence: EVIL,
        group: EVIL,
        verdict: 'breach',
        findings: [{ ...finding, exchange }],
      },
      { id: 'y', verdict: 'blocked', obstacle: EVIL, findings: [{ ...finding, exchange: broken }] },
      { id: 'z', verdict: 'suite error', obstacle: EVIL },
    ],
    {
      target: EVIL,
      problems: [{ kind: 'blocked', name: 'leases', sentence: EVIL }],
      drift: [{ drift: { kind: 'null list', path: EVIL }, firstSeenIn: EVIL, times: 1 }],
      housekeeping: [exchange, broken],
    },
  );
}

/** What is written to a stream while something runs. */
function writtenTo(stream: NodeJS.WriteStream, run: () => void): string {
  const write = stream.write.bind(stream);
  let text = '';
  stream.write = (chunk: unknown): boolean => {
    text += String(chunk);
    return true;
  };
  try {
    run();
  } finally {
    stream.write = write;
  }
  return text;
}

describe('every writer', () => {
  const paths = { junit: 'j', json: 'k', page: 'k', summary: 'k' };
  const writers: Readonly<Record<string, (run: RunRecord) => string>> = {
    JUnit: junitXml,
    'run.json': (run) => runJson(run, 1),
    'the last screen': (run) => writtenTo(output(), () => print(headline(run, paths, 1, false))),
    'the last screen in colour': (run) =>
      headline(run, paths, 1, true).replaceAll(/\u001b\[(?:1|22|3[1-9])m/g, ''),
    'the details': (run) => runDetails(run, false),
    blocks: (run) => writtenTo(output(), () => print(runBlocks(run).join('\n'))),
    'a transcript': (run) => transcript({ exchanges: run.housekeeping }),
    'the summary of a job': (run) => jobSummary(run, 1, EVIL),
    annotations: (run) =>
      annotations(run, 1)
        .map((each) => commandLine(each).replace(/^::error title=[^:]*::/, ''))
        .join('\n'),
    'the cells of a table': () => `${codeCell(EVIL)} ${textCell(EVIL)}`,
    print: () => writtenTo(output(), () => print(EVIL)),
    'print of painted text': () => writtenTo(output(), () => print(EVIL.replace('\u001b[31m', ''), true)),
    'print to standard error': () => writtenTo(process.stderr, () => printError(EVIL)),
  };
  for (const [name, write] of Object.entries(writers)) {
    it(`makes what an API sends inert: ${name}`, () => {
      const line = write(evilRun())
        .split('\n')
        .find((candidate) => OBEYED.test(candidate));
      expect(line).to.equal(undefined);
    });
  }

  it('leaves its own colours in painted text', () => {
    const painted = headline(sampleRun([{ id: 'a', verdict: 'pass' }]), paths, 0, true);
    expect(painted).to.contain('\u001b[');
    expect(writtenTo(output(), () => print(painted, true))).to.equal(`${painted}\n`);
  });
});
