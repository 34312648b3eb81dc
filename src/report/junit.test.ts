import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { validateXML } from 'xmllint-wasm';
import { VERDICTS } from '../model/verdict.js';
import type { RunRecord } from '../model/run-record.js';
import { againOf } from './again.js';
import { caseBlock } from './case-block.js';
import { junitXml } from './junit.js';
import { caseOutcomes } from '../model/outcomes.js';
import { sampleExchange, sampleRun, wrongStatus } from '../../proof/testing/sample-run.js';
import { readJunit } from '../../proof/testing/read-junit.js';

const SCHEMA = readFileSync(join(__dirname, 'junit.xsd'), 'utf8');

/** Everything that has broken a JUnit file somewhere. */
const HOSTILE = [
  'a NUL \u0000 and a BEL \u0007',
  'colours \u001b[31mred\u001b[0m',
  'half a pair \ud800 and the other \udc00, alone',
  'a whole pair 😀',
  'no characters \ufffe \uffff',
  'the end of CDATA ]]> and its start <![CDATA[',
  'quotes " and \' and <tags attr="1"/> & &amp; &#0; &unknown;',
  'lines\nof\r\nall\rkinds\tand tabs',
  'next line \u0085, delete \u007f, separators \u2028 \u2029, \u202e turned round',
  '-->?><?xml version="1.0"?><!DOCTYPE x [<!ENTITY y SYSTEM "file:///etc/passwd">]>',
  '   spaces around   ',
  '',
];

const EVERY_OUTCOME = [...VERDICTS, undefined];

/** One case for each hostile text and each outcome, with the text in every place where a text can stand. */
function hostileRun(changes: Partial<RunRecord> = {}): RunRecord {
  const cases = HOSTILE.flatMap((text, row) =>
    EVERY_OUTCOME.map((verdict) => ({
      id: `${row}/${verdict ?? 'none'}/${text}`,
      group: text,
      sentence: text,
      obstacle: text,
      ...(verdict === undefined ? {} : { verdict }),
    })),
  );
  const problems = HOSTILE.flatMap((text) => [
    { kind: 'suite' as const, name: text, sentence: text },
    { kind: 'blocked' as const, name: text, sentence: `Again: ${text}` },
  ]);
  const text = HOSTILE.join('');
  return sampleRun(cases, {
    problems,
    target: text,
    runId: text,
    suiteVersion: text,
    document: { file: text, hash: text },
    ...changes,
  });
}

async function complaints(xml: string): Promise<string[]> {
  const { valid, errors, rawOutput } = await validateXML({ xml, schema: SCHEMA });
  return valid ? [] : [...errors.map(({ message }) => message), rawOutput];
}

describe('the JUnit report', () => {
  for (const [title, run] of [
    ['hostile texts everywhere', hostileRun()],
    ['hostile texts everywhere, and all cases required', hostileRun({ requireAll: true })],
    ['an unfinished run', hostileRun({ finished: false, problems: [] })],
    ['a run without cases', sampleRun([])],
    ['a run that began at no readable time', sampleRun([], { startedAt: 'yesterday', ms: Number.NaN })],
  ] as const) {
    it(`is valid for ${title}`, async () => {
      expect(await complaints(junitXml(run))).to.deep.equal([]);
    });
  }

  it('has a case for leaked resources once they are released: passed, or failed with the list and the command', async () => {
    const of = async (leaks: RunRecord['leaks']) => {
      const xml = junitXml(sampleRun([], { leaks, isEmbedded: false }));
      expect(await complaints(xml)).to.deep.equal([]);
      return (await readJunit(xml)).cases.filter(({ name }) => name === 'leaked resources');
    };
    const passed = { name: 'leaked resources', classname: 'reference-server.run', time: '0' };
    expect(await of(undefined)).to.deep.equal([]);
    expect(await of([])).to.deep.equal([passed]);
    const leak = { kind: 'browser', id: '\u001b[31m', runId: 'a', why: 'the API answered 500' } as const;
    const advice = 'Release it with the same settings: npm run sweep';
    expect(await of([leak])).to.deep.equal([
      {
        ...passed,
        element: 'failure',
        type: 'run/leaked-resources',
        message: `1 resource was not released. ${advice}`,
        text: `browser \\u001b[31m: the API answered 500\n${advice}`,
      },
    ]);
  });

  it('is valid for every character of the basic plane', async () => {
    for (const verdict of ['breach', 'pass'] as const) {
      const all = Array.from({ length: 0x1_0000 }, (_, code) => String.fromCharCode(code)).join(' ');
      const run = sampleRun([{ id: 'x', verdict, sentence: all, obstacle: all, group: all }]);
      expect(await complaints(junitXml(run))).to.deep.equal([]);
    }
  });

  it('loses no case, no outcome and no problem, and counts what it lists', async () => {
    for (const requireAll of [false, true]) {
      const run = hostileRun({ requireAll });
      const { whole, suites, cases } = await readJunit(junitXml(run));
      const isOwn = ({ classname }: Readonly<Record<string, string>>) => classname !== 'reference-server.run';
      const own = cases.filter(isOwn);
      const expected = caseOutcomes(run).map(({ outcome }) => outcome);
      expect(own.map(({ type = 'passed' }) => type)).to.deep.equal(
        expected.map((outcome) => (['pass', 'note', 'drift'].includes(outcome) ? 'passed' : outcome)),
      );
      const problems = cases.filter((one) => !isOwn(one));
      expect(problems).to.have.length(run.problems.length);
      expect(new Set(problems.map(({ name }) => name)).size).to.equal(problems.length);
      const count = (of: typeof cases, element: string) =>
        String(of.filter((found) => found.element === element).length);
      const totals = (of: typeof cases) => {
        return { tests: String(of.length), failures: count(of, 'failure'), errors: count(of, 'error') };
      };
      for (const { attributes, cases: of } of suites)
        expect(attributes).to.deep.include({ ...totals(of), skipped: count(of, 'skipped') });
      expect(whole).to.deep.include(totals(cases));
      const known = HOSTILE.length;
      expect(count(cases, 'skipped')).to.equal(String(requireAll ? known : known + HOSTILE.length));
    }
  });

  it('gives texts back as they were, but for the characters that XML cannot hold', async () => {
    const text = 'a "b" <c> & ]]>\r\n\td \u0000\u001b\ud800\ufffe 😀';
    const shown = 'a "b" <c> & ]]>\r\n\td \\u0000\\u001b\\ud800\\ufffe 😀';
    const run = sampleRun([
      { id: 'x', verdict: 'breach', sentence: text, group: text, obstacle: text, ms: 2413.4 },
    ]);
    const { cases } = await readJunit(junitXml(run));
    const [block] = caseOutcomes(run).map(
      ({ listed, result }) => result && caseBlock(listed, result, againOf(run, 'x')),
    );
    expect(cases).to.deep.equal([
      {
        name: 'x',
        classname: 'reference-server.a-b-c-d',
        time: '2.413',
        element: 'failure',
        type: 'breach',
        message: shown,
        text: block,
        output: shown,
      },
    ]);
  });

  it('stays below a megabyte with every case, however much of long texts there is', async () => {
    const long = '\u0000\n<&>"é'.repeat(1000);
    const problems = Array.from({ length: 20 }, (_, index) => {
      return { kind: 'blocked' as const, name: `problem ${index}`, sentence: long };
    });
    const exchange = sampleExchange({ request: { body: long }, response: { text: long } });
    const details = { status: 200, problem: long, isEmpty: false };
    const findings = Array.from({ length: 3 }, (_, index) => {
      return { check: 'json', severity: 'breach', clause: `#/${index}`, exchange, details } as const;
    });
    const breach = { verdict: 'breach', obstacle: long, findings } as const;
    const cases = Array.from({ length: 200 }, (_, index) => `case/${index}`);
    const broken = cases.map((id) => ({ id, ...breach }));
    const run = sampleRun([...broken, { id: 'never' }], { problems });
    const leaks = Array.from({ length: 200 }, (_, index) => {
      return { kind: 'browser', id: `${index}`, runId: 'a', why: long } as const;
    });
    for (const record of [
      run,
      sampleRun(
        cases.map((id) => ({ id })),
        { problems },
      ),
      { ...run, leaks },
    ]) {
      const xml = junitXml(record);
      expect(Buffer.byteLength(xml)).to.be.below(1_000_000);
      expect(await complaints(xml)).to.deep.equal([]);
      const found = (await readJunit(xml)).cases;
      const leaked = record.leaks === undefined ? 0 : 1;
      expect(found).to.have.length(record.inventory.length + problems.length + leaked);
      expect(found[0]?.message).to.match(/^(?:never ran: .|the body)/);
    }
  });

  it('cuts nothing where there are few long texts', async () => {
    const run = sampleRun([{ id: 'a', verdict: 'suite error', obstacle: 'x'.repeat(3000) }]);
    const [found] = (await readJunit(junitXml(run))).cases;
    expect(found?.message).to.equal('x'.repeat(3000));
  });

  it('says in one block of properties what was run against what', async () => {
    const run = sampleRun([
      { id: 'a', verdict: 'pass' },
      { id: 'b', verdict: 'breach', ...wrongStatus(200, [400]) },
      { id: 'c' },
    ]);
    const xml = junitXml(run);
    expect(xml.match(/<properties>/g)).to.have.length(1);
    const { properties } = await readJunit(xml);
    expect(properties).to.deep.equal({
      environment: 'reference-server',
      target: 'embedded reference server',
      document: 'kernel.yaml',
      'document hash': '0123456789abcdef'.repeat(4),
      'run id': 'run-7',
      'suite version': '0.1.0',
      finished: 'true',
      'cases.breach': '1',
      'cases.suite error': '0',
      'cases.blocked': '0',
      'cases.not verified': '0',
      'cases.known': '0',
      'cases.note': '0',
      'cases.drift': '0',
      'cases.pass': '1',
      'cases.embedded only': '0',
      'cases.never ran': '1',
      'browsers created': '2',
      'browsers released': '2',
      requests: '1234',
      'browser seconds.headless': '0.0',
      'browser seconds.headful': '0.0',
      'browser seconds.GPU': '0.0',
      dollars: '0',
      proxy: 'none',
      throttled: '2',
      'drift count': '0',
      causes: '1',
      'known deviations': '0',
      'statements not covered': '0',
      'not covered': 'none',
      'write-only fields': 'none',
      'statuses verified': '200',
      'statuses broken': '400',
      'statuses not verified': '403',
    });
  });

  it('says why a case never ran', async () => {
    const problem = { kind: 'blocked', name: 'preflight', sentence: 'The key is not accepted.' } as const;
    const messages = async (changes: Partial<RunRecord>) =>
      (await readJunit(junitXml(sampleRun([{ id: 'a' }], changes)))).cases.map(({ message }) => message);
    expect(await messages({ problems: [problem] })).to.deep.equal([
      'never ran: The key is not accepted.',
      'The key is not accepted.',
    ]);
    expect(await messages({ finished: false })).to.deep.equal(['never ran: The run had not ended.']);
    expect(await messages({})).to.deep.equal(['never ran']);
  });

  it('lists a result that no case of the inventory owns as a fault of the suite', async () => {
    const { results } = sampleRun([{ id: 'stray', verdict: 'breach', obstacle: 'It broke.' }]);
    const { cases } = await readJunit(junitXml(sampleRun([], { results })));
    expect(cases.map(({ name, type, message }) => ({ name, type, message }))).to.deep.equal([
      {
        name: 'inventory',
        type: 'suite',
        message:
          'The case stray ended with the verdict breach, but the inventory does not list it. It broke.',
      },
    ]);
  });

  it('has the cause as the type of a failure, and an accepted one as skipped', async () => {
    const known = ['status/200-for-400/viewport.width.minimum'];
    const run = sampleRun([
      { id: 'a', verdict: 'breach', ...wrongStatus(200, [400]) },
      { id: 'b', verdict: 'known', known, ...wrongStatus(200, [400]) },
    ]);
    const { cases } = await readJunit(junitXml(run));
    expect(cases.map(({ element, type, message }) => ({ element, type, message }))).to.deep.equal([
      { element: 'failure', type: known[0], message: 'status 200, expected 400' },
      { element: 'skipped', type: 'known', message: `known: ${known.join()}` },
    ]);
  });

  it('has a failure of its own for each known deviation that is out of date', async () => {
    const entry = {
      cause: 'echo/proxy_id',
      cases: ['a'],
      reason: 'r',
      issue: 'i',
      owner: 'o',
      until: '2027-01-01',
    };
    const xml = junitXml(sampleRun([{ id: 'a', verdict: 'pass' }], { deviations: [entry] }));
    expect(await complaints(xml)).to.deep.equal([]);
    expect((await readJunit(xml)).cases.at(-1)).to.deep.include({
      element: 'failure',
      type: 'known-deviation/repaired',
      message: 'echo/proxy_id no longer occurs: remove its entry.',
    });
  });

  it('has a suite for each spec, one of the run, and the place of a row where readers of stacks look', async () => {
    const run = sampleRun([
      { id: 'a', verdict: 'breach', group: 'viewport / refresh rate', ...wrongStatus(200, [400]) },
      { id: 'b', verdict: 'pass', group: 'reads' },
      { id: 'c', verdict: 'pass', group: '…' },
      { id: 'd' },
    ]);
    const files = ['specs/viewport.spec.ts', 'specs/reads.spec.ts', 'elsewhere/reads.spec.ts', undefined];
    const inventory = run.inventory.map((listed, index) => {
      const file = files[index];
      return file === undefined ? listed : { ...listed, file, line: 12, column: 3 };
    });
    const { suites, cases } = await readJunit(junitXml({ ...run, environment: 'eu.staging', inventory }));
    expect(
      suites.map(({ attributes }) => [attributes.name, attributes.package, attributes.file]),
    ).to.deep.equal([
      ['eu.staging viewport', 'eu-staging.viewport', 'specs/viewport.spec.ts'],
      ['eu.staging reads', 'eu-staging.reads', 'specs/reads.spec.ts'],
      ['eu.staging reads (2)', 'eu-staging.reads-2', 'elsewhere/reads.spec.ts'],
      ['eu.staging tests', 'eu-staging.tests', undefined],
      ['eu.staging run', 'eu-staging.run', undefined],
    ]);
    expect(cases.map(({ classname }) => classname)).to.deep.equal([
      'eu-staging.viewport.refresh-rate',
      'eu-staging.reads',
      'eu-staging.-',
      'eu-staging.viewport',
    ]);
    expect(cases[0]?.text).to.match(/\n {4}at specs\/viewport\.spec\.ts:12:3$/);
  });

  it('shows what was answered where the document leaves it open, and each sentence', async () => {
    const run = sampleRun([
      { id: 'a', verdict: 'pass', intent: 'observe', statuses: [200, 400], answered: 400 },
      { id: 'b', verdict: 'pass', intent: 'refuse', statuses: [400, 404], answered: 404 },
      { id: 'c', verdict: 'pass', answered: 200 },
      { id: 'd', verdict: 'drift', intent: 'observe', answered: 418, obstacle: 'It drifted.' },
    ]);
    const outputs = (await readJunit(junitXml(run))).cases.map(({ output }) => output);
    expect(outputs.slice(0, 3)).to.deep.equal([
      'a sentence\nobserved: 400 application/json',
      'a sentence\nanswered: 404 application/json',
      'a sentence',
    ]);
    expect(outputs[3]).to.match(/^a sentence\nobserved: 418 application\/json\nIt drifted\./);
  });

  it('names its cases alike in two runs that ended differently', async () => {
    const names = async (verdict: 'pass' | 'breach') => {
      const run = sampleRun([{ id: 'a', verdict, obstacle: verdict, ms: verdict.length }], {
        runId: verdict,
      });
      return (await readJunit(junitXml(run))).cases.map(({ name, classname }) => `${classname} ${name}`);
    };
    expect(await names('pass')).to.deep.equal(await names('breach'));
  });
});

describe('the schema of the JUnit report', () => {
  const good = junitXml(
    sampleRun(
      [
        { id: 'a', verdict: 'breach', obstacle: 'r' },
        { id: 'b', verdict: 'not verified', obstacle: 'r' },
      ],
      { leaks: [] },
    ),
  );
  const broken: Record<string, (xml: string) => string> = {
    'an unknown attribute': (xml) => xml.replace('<testcase ', '<testcase file="a.ts" '),
    'an unknown element': (xml) => xml.replace('</testsuite>', '<note/></testsuite>'),
    'a missing count': (xml) => xml.replace(/ skipped="\d+"/, ''),
    'a non-numeric count': (xml) => xml.replace(/ failures="\d+"/, ' failures="-1"'),
    'a time with an exponent': (xml) => xml.replace(/ time="[^"]*"/, ' time="1e-7"'),
    'a time with too many decimals': (xml) => xml.replace(/ time="[^"]*"/, ' time="1.2345"'),
    'a timestamp with milliseconds': (xml) => xml.replace(/(timestamp="[^"]*)Z"/, '$1.123Z"'),
    'an unknown type of failure': (xml) => xml.replace('type="breach"', 'type="AssertionError"'),
    'a cause with a blank': (xml) => xml.replace('type="breach"', 'type="status/200 for 400"'),
    'a failure without a message': (xml) => xml.replace(/(<failure[^>]*) message="r"/, '$1'),
    'two outcomes of one case': (xml) =>
      xml.replace('</failure>', '</failure><error type="blocked" message="r"/>'),
    'output before an outcome': (xml) =>
      xml.replace(/(<failure[^]*?<\/failure>)(<system-out>[^]*?<\/system-out>)/, '$2$1'),
    'a class without an environment': (xml) => xml.replace(/classname="[^"]*"/, 'classname="viewport"'),
    'two suites of one name': (xml) =>
      xml.replace('name="reference-server tests"', 'name="reference-server run"'),
    'a case without a name': (xml) => xml.replace(/<testcase name="[^"]*"/, '<testcase'),
    'an unknown property': (xml) => xml.replace('name="throttled"', 'name="throttling"'),
    'a property twice': (xml) => xml.replace('name="throttled"', 'name="requests"'),
    'a property left out': (xml) => xml.replace(/<property name="throttled"[^>]*\/>/, ''),
    'properties after the cases': (xml) =>
      xml.replace(/(<properties>[^]*<\/properties>)([^]*)<\/testsuite>/, '$2$1</testsuite>'),
    'a bare ampersand': (xml) => xml.replace('a sentence', 'a & b'),
    'a NUL by reference': (xml) => xml.replace('a sentence', '&#0;'),
  };
  for (const [what, spoil] of Object.entries(broken)) {
    it(`refuses ${what}`, async () => {
      const bad = spoil(good);
      expect(bad).not.to.equal(good);
      expect(await complaints(bad)).not.to.deep.equal([]);
    });
  }
});
