import { readFileSync } from 'node:fs';
import { expect } from 'chai';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { startDeviatingServer } from '../../proof/deviating-server.js';
import { PAST_CASES, pastRunText } from '../../proof/testing/past-runs.js';
import { runInProcess, type EndedRun } from '../../proof/testing/run-in-process.js';
import { sampleExchange, sampleRun } from '../../proof/testing/sample-run.js';
import { DOCUMENT } from '../../proof/testing/test-client.js';
import { isObject, type Json } from '../model/json.js';
import { FORMAT, runJson } from './run-json.js';

/** What is wrong with a record by the schema, in which no member may be left undescribed. */
function problemsOf(): (record: unknown) => readonly string[] {
  const schema: unknown = JSON.parse(readFileSync('docs/run.schema.json', 'utf8'), (_, value: Json) =>
    isObject(value) && isObject(value.properties) ? { ...value, additionalProperties: false } : value,
  );
  if (!isObject(schema)) throw new Error('The schema is no object.');
  const ajv = new Ajv2020({ allErrors: true });
  addFormats(ajv);
  const validate = ajv.compile(schema);
  return (record) => {
    validate(record);
    return (validate.errors ?? []).map(({ instancePath, message = '', params }) => {
      return `${instancePath} ${message} ${JSON.stringify(params)}`;
    });
  };
}

describe('the schema of run.json', () => {
  const problems = problemsOf();
  const ended: EndedRun[] = [];
  after(() => {
    for (const run of ended) run.discard();
  });
  const run = async (how: Parameters<typeof runInProcess>[0]): Promise<EndedRun> => {
    const one = await runInProcess(how);
    ended.push(one);
    return one;
  };
  const ONLY = /^(?:viewport\.width\/|401\/|proxy_id\/set|body\/|content-type\/|reads)/;

  it('describes a green run', async () => {
    const done = await run({ only: ONLY });
    expect(done.code).to.equal(0);
    expect(problems(done.record())).to.deep.equal([]);
  });

  it('describes a run of breaches, notes and drift against production', async () => {
    const api = await startDeviatingServer({ document: DOCUMENT, role: 'production' });
    try {
      const done = await run({
        only: ONLY,
        env: { KERNEL_BASE_URL: api.url, KERNEL_API_KEY: api.apiKey },
      });
      expect(done.code).to.equal(1);
      expect(problems(done.record())).to.deep.equal([]);
    } finally {
      await api.close();
    }
  });

  it('describes a run that could not be judged', async () => {
    const done = await run({
      only: /^reads/,
      env: { KERNEL_BASE_URL: 'http://127.0.0.1:9', KERNEL_API_KEY: 'sk_nobody_listens_1' },
    });
    expect(done.code).to.equal(2);
    expect(problems(done.record())).to.deep.equal([]);
  });

  it('describes what each verdict leaves behind, and accepted deviations', () => {
    const text = pastRunText(PAST_CASES, {
      problems: [{ kind: 'blocked', name: 'preflight', sentence: 'No.' }],
      housekeeping: [sampleExchange({ purpose: 'preflight', response: 'none', failure: 'Refused.' })],
      deviations: [
        { cause: 'a/*', cases: 2, reason: 'r', issue: 'i', owner: 'o', until: '2025-01-01' },
        { cause: 'b/c', cases: ['x'], reason: 'r', issue: 'i', owner: 'o', until: '2027-01-01' },
      ],
    });
    expect(problems(JSON.parse(text))).to.deep.equal([]);
    expect(problems(JSON.parse(runJson(sampleRun([]))))).to.deep.equal([]);
  });

  it('finds what is wrong', () => {
    const record: unknown = JSON.parse(runJson(sampleRun([{ id: 'a', verdict: 'pass' }]), 0));
    if (!isObject(record)) throw new Error('The record is no object.');
    for (const changes of [
      { format: FORMAT + 1 },
      { exitCode: 4 },
      { runId: undefined },
      { results: [{ id: 'a' }] },
      { surplus: 1 },
    ]) {
      expect(problems({ ...record, ...changes }), JSON.stringify(changes)).to.not.deep.equal([]);
    }
  });
});
