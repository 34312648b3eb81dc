import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect } from 'chai';
import { pastRunText } from '../../proof/testing/past-runs.js';
import { startContract } from '../../proof/testing/start-contract.js';

const CASE = 'viewport.width/minimum/below';
const CAUSE = 'status/200-for-400/viewport.width.minimum';

describe('the commands that look at the last run', () => {
  let dir = '';
  beforeEach(() => {
    dir = mkdtempSync(path.join(tmpdir(), 'commands-'));
    mkdirSync(path.join(dir, 'reports'));
    writeFileSync(path.join(dir, 'reports', 'run.json'), pastRunText());
  });
  afterEach(() => rmSync(dir, { recursive: true }));

  const run = async (
    command: string,
    args: readonly string[],
    env: Readonly<Record<string, string>> = {},
  ): Promise<{ code: number | null; output: string }> => {
    const started = startContract({
      command: `src/cli/${command}.ts`,
      args,
      env: { CONTRACT_REPORTS_DIR: path.join(dir, 'reports'), ...env },
    });
    const ended = await started.ended;
    started.discard();
    return ended;
  };

  it('show a case, passed or not, and suggest others for an unknown one', async () => {
    const found = await run('show', ['viewport/set']);
    expect(found.code, found.output).to.equal(0);
    expect(found.output).to.match(/^verdict +pass$/m);
    const group = await run('show', ['viewport.width']);
    expect(group.code).to.equal(2);
    expect(group.output).to.contain('has no case "viewport.width"; 3 ids begin so:\n');
  });

  it('need no key for an API that the settings name, since they send nothing', async () => {
    const env = { KERNEL_BASE_URL: 'https://api.example.com' };
    const commands = [['show', 'viewport/set'], ['explain'], ['cases']];
    const ended = await Promise.all(commands.map(([command = '', ...args]) => run(command, args, env)));
    for (const { code, output } of ended) expect(code, output).to.equal(0);
    const sending = await run('contract', [], env);
    expect(sending.code).to.equal(2);
    expect(sending.output).to.contain('KERNEL_BASE_URL is set but KERNEL_API_KEY is not');
  });

  it('explain a cause of the run, and any other', async () => {
    const seen = await run('explain', [CAUSE]);
    expect(seen.code, seen.output).to.equal(0);
    expect(seen.output).to.contain(`npm run accept -- ${CAUSE} --reason`);
    const unseen = await run('explain', ['torn/answer']);
    expect(unseen.code, unseen.output).to.equal(0);
    expect(unseen.output).to.match(/^seen +not in the last run/m);
  });

  it('judge its recordings again, and compare it with a run of the history', async () => {
    const file = path.join(dir, 'reports', 'run.json');
    const [again, compared] = await Promise.all([run('rejudge', [file]), run('compare', [])]);
    expect(again.output).to.match(
      /^Judged again, without sending anything: \d+ of 9 cases of the run run-7/m,
    );
    expect(again.output.trimEnd()).to.match(new RegExp(`Exit code ${again.code}\\.$`));
    expect(compared.code, compared.output).to.equal(2);
    expect(compared.output).to.contain(
      'The history has no green whole run on https://api.example.com before run-7',
    );
  });

  it('report a cause as an issue', async () => {
    const [known, unknown] = await Promise.all([run('report-bug', [CAUSE]), run('report-bug', ['stack'])]);
    expect(known.code, known.output).to.equal(0);
    expect(known.output).to.match(/^# .*\n[^]*^- cause: `status\/200-for-400\/viewport\.width\.minimum`$/m);
    expect(unknown.code).to.equal(2);
    expect(unknown.output).to.contain('showed no cause "stack"');
  });

  it('accept a cause into the file of the settings', async () => {
    const file = path.join(dir, 'known.yaml');
    writeFileSync(file, '# Ours\n');
    const until = new Date(Date.now() + 86_400_000).toISOString().slice(0, 10);
    const args = [CAUSE, '--reason', 'r', '--issue', '7', '--owner', 'o', '--until', until];
    const { code, output } = await run('accept', args, { CONTRACT_DEVIATIONS: file });
    expect(code, output).to.equal(0);
    expect(readFileSync(file, 'utf8')).to.match(new RegExp(`^# Ours\n\n- cause: ${CAUSE}\n`));
  });

  it('refuse a document that cannot be used, in one sentence with file, place and reason', async () => {
    const file = path.join(dir, 'circle.json');
    const root = { openapi: '3.1.0', paths: { '/browsers/{id}': { $ref: '#/x' } }, x: { $ref: '#/x' } };
    writeFileSync(file, JSON.stringify(root));
    const recording = path.join(dir, 'reports', 'run.json');
    const by = { CONTRACT_DOCUMENT: file };
    const commands = [['plan'], ['cases'], ['explain', 'torn/answer'], ['rejudge', recording]];
    const ended = await Promise.all(commands.map(([command = '', ...args]) => run(command, args, by)));
    ended.unshift(await run('contract', [], by)); // last: it leaves no older report in place
    const sentence = `The contract document ${file} cannot be used: its references lead in a circle (#/x, then #/x).`;
    for (const [index, { code, output }] of ended.entries()) {
      expect(code, output).to.equal(2);
      expect(output.trimEnd().split('\n')[0]).to.equal(sentence);
      if (index > 0) expect(output.trimEnd()).to.equal(sentence);
      else
        expect(output).to.contain(
          `The reports of the last run in ${path.join(dir, 'reports')} were replaced.\n`,
        );
    }
  });

  it('send updates as the kinds of JSON that the document declares', async () => {
    const pinned = readFileSync('openapi/kernel-patch-browser.openapi.yaml', 'utf8');
    const file = path.join(dir, 'merge.yaml');
    const patches = pinned.replace('application/json', 'application/merge-patch+json');
    const schema = "schema: {$ref: '#/components/schemas/BrowserUpdateRequest'}";
    writeFileSync(
      file,
      patches.replace(
        'content:\n',
        `content:\n          text/json+x: {}\n          application/x+json: {${schema}}\n`,
      ),
    );
    const { code, output } = await run('cases', [], { CONTRACT_DOCUMENT: file });
    expect(code, output).to.equal(0);
    expect(output).to.match(/\| `content-type\/charset` \|.* as `application\/x\+json; charset=utf-8` \|/);
    expect(output).to.match(/\| `content-type\/other\/application-merge-patch\+json` \|/);
    expect(output).to.match(/\| `viewport\.width\/minimum\/below` \|.* as `application\/x\+json` \|/);
  });

  it('try again what was red, and nothing else', async () => {
    const { code, output } = await run('contract', ['--last-failed', '--strict', '--verbose']);
    expect(code, output).to.equal(0);
    expect(output).to.contain('6 cases that were red: only these are tried. ');
    expect(output).to.contain(`✓ ${CASE} `);
    expect(output).to.contain('never');
  });

  it('refuse to run a case against another target than it ran against', async () => {
    const { code, output } = await run('case', [CASE, '--target', 'https://api.example.com']);
    expect(code, output).to.equal(2);
    expect(output).to.contain('--target is https://api.example.com, but KERNEL_BASE_URL is not set');
    expect(output).to.match(/NOT JUDGED: nothing was sent .* Exit code 2\.\n$/);
  });
});
