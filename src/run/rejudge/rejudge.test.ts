import { readFileSync } from 'node:fs';
import { expect } from 'chai';
import { startDeviatingServer, type DeviatingServerOptions } from '../../../proof/deviating-server.js';
import { writeDocument } from '../../../proof/testing/document-with.js';
import { runInProcess } from '../../../proof/testing/run-in-process.js';
import { DOCUMENT } from '../../../proof/testing/test-client.js';
import { parse } from 'yaml';
import { exitCode } from '../../model/exit-code.js';
import { isObject, parseJson } from '../../model/json.js';
import { parsePastRun, type PastRun } from '../../report/past-run.js';
import { rejudgedText } from '../../report/rejudged-text.js';
import { compileContract } from '../case/compiled-contract.js';
import { collectCases } from '../process/collect-cases.js';
import { rejudgeRun } from './rejudge-run.js';

/** The text of run.json after these cases against a server of this sort. */
async function recorded(only: RegExp, options: Partial<DeviatingServerOptions> = {}): Promise<string> {
  const api = await startDeviatingServer({ document: DOCUMENT, ...options });
  const run = await runInProcess({ only, env: { KERNEL_BASE_URL: api.url, KERNEL_API_KEY: api.apiKey } });
  try {
    return run.report('run.json');
  } finally {
    run.discard();
    await api.close();
  }
}

function read(text: string): PastRun {
  const past = parsePastRun(text, 'run.json');
  if ('problem' in past) throw new Error(past.problem);
  return past.run;
}

function rejudged(past: PastRun, file = DOCUMENT) {
  const again = rejudgeRun(past, collectCases(), compileContract(file), { strict: false, deviations: [] });
  const code = exitCode(again.record);
  const verdicts = [...again.record.results.values()].map(({ id, verdict }) => ({ id, verdict }));
  return { ...again, code, verdicts, text: rejudgedText(past, again, code) };
}

const verdictsOf = ({ results }: PastRun) => results.map(({ id, verdict }) => ({ id, verdict }));

describe('a run that is judged again', () => {
  let green = '';
  before(async () => {
    green = await recorded(/^(?:viewport|proxy_id|profile\/|reads|update\/unknown|body\/)/);
  });

  it('comes to the same verdicts by the same document', () => {
    const past = read(green);
    const { code, verdicts, text, otherwise } = rejudged(past);
    expect(verdicts).to.have.deep.members(verdictsOf(past));
    expect([code, otherwise]).to.deep.equal([0, []]);
    expect(text).to.match(/changes +no change/);
    expect(text).to.match(/CONFORMS.* Exit code 0\.$/);
  });

  it('knows the proxy that a stealth session has by default', async () => {
    const past = read(await recorded(/^(?:stealth|disable_default)/, { variation: 'default-proxy-shown' }));
    const { code, verdicts } = rejudged(past);
    expect(code).to.equal(0);
    expect(verdicts).to.have.deep.members(verdictsOf(past));
  });

  for (const [what, only, options] of [
    ['production', /^(?:viewport|body|profile\.name)/, { role: 'production' }],
    [
      'an update that also resets what it does not name',
      /^(?:update\/empty|proxy_id)/,
      { mutant: 'empty-object-resets-viewport' },
    ],
    [
      'an answer that shows the state before',
      /^(?:viewport\/|proxy_id)/,
      { mutant: 'response-shows-the-state-before' },
    ],
  ] as const) {
    it(`shows the causes again of ${what}`, async () => {
      const past = read(await recorded(only, options));
      const { record, code, verdicts } = rejudged(past);
      expect(code).to.equal(1);
      expect(verdicts).to.have.deep.members(verdictsOf(past));
      const causes = past.causes.map(({ id }) => id);
      expect(causes).to.not.deep.equal([]);
      const text = rejudgedText(past, { record, otherwise: [], answersAlone: new Map() }, code);
      for (const cause of causes) expect(text).to.contain(cause);
      expect(text).to.match(/changes +no change/);
    });
  }

  /** The pinned document with another bound. */
  const withMinimum = (minimum: number) => {
    const text = readFileSync(DOCUMENT, 'utf8').replace('minimum: 320', `minimum: ${minimum}`);
    const root: unknown = parse(text);
    return writeDocument(isObject(root) ? root : {});
  };

  it('shows what would break by a stricter document, and by a laxer one', () => {
    for (const [minimum, cause, id] of [
      [321, 'status/200-for-400/viewport.width.minimum', 'viewport.width/minimum/at'],
      [300, 'status/400-for-200/viewport.width.minimum', 'viewport.width/minimum/below'],
    ] as const) {
      const { file, discard } = withMinimum(minimum);
      try {
        const { code, text, otherwise } = rejudged(read(green), file);
        expect(code).to.equal(1);
        expect(otherwise).to.include(id);
        expect(text).to.contain(cause);
        expect(text).to.match(/changes +[1-9]\d* new cause/);
      } finally {
        discard();
      }
    }
  });

  it('does not verify what the recording has cut, masked or never had', () => {
    const past = read(green);
    const changed = past.results.map((one) => {
      const [asserted, ...others] = one.exchanges;
      if (asserted?.response === undefined) return one;
      const { response } = asserted;
      const answer = (text: string) => ({
        ...one,
        exchanges: [{ ...asserted, response: { ...response, text } }, ...others],
      });
      if (one.id === 'viewport.width/minimum/at')
        return answer(`${response.text.slice(0, 50)}… (20 000 characters)`);
      if (one.id === 'viewport.width/maximum/at') {
        const session = parseJson(response.text);
        return answer(JSON.stringify(isObject(session) ? { ...session, proxy_id: '[token]' } : {}));
      }
      if (one.id === 'viewport.height/minimum/at')
        return { ...one, verdict: 'blocked' as const, reason: 'no answer' };
      if (one.id === 'viewport.height/maximum/at') return { ...one, id: 'viewport.depth/maximum/at' };
      return one;
    });
    const { record, code, text } = rejudged({ ...past, results: changed });
    const obstacle = (id: string) => [record.results.get(id)?.verdict, record.results.get(id)?.obstacle];
    expect(obstacle('viewport.width/minimum/at')).to.deep.equal([
      'not verified',
      'the recording of an answer is cut',
    ]);
    expect(obstacle('viewport.width/maximum/at')).to.deep.equal([
      'not verified',
      'the recording hides the value in question',
    ]);
    expect(obstacle('viewport.height/minimum/at')).to.deep.equal(['blocked', 'no answer']);
    expect(obstacle('viewport.depth/maximum/at')[0]).to.equal('not verified');
    expect(code).to.equal(2);
    expect(text).to.contain('1 case: the recording of an answer is cut');
  });

  it('calls nothing repaired that only the running case could see', () => {
    const past = read(green);
    const isRecorded = (id: string): boolean => past.results.some((one) => one.id === id);
    const ofSegments =
      collectCases().find(({ procedure, id }) => procedure === 'segments' && isRecorded(id))?.id ?? '';
    const broken = past.results.map((one) =>
      one.id === ofSegments
        ? {
            ...one,
            verdict: 'breach' as const,
            findings: [{ severity: 'breach' as const, cause: 'segments/stopped', because: '', exchange: 0 }],
          }
        : one,
    );
    const { record, answersAlone } = rejudged({ ...past, results: broken });
    expect(record.results.get(ofSegments)?.verdict).to.equal('not verified');
    expect([...answersAlone.keys()].join()).to.contain('"segments"');
  });
});
