import { existsSync, readFileSync } from 'node:fs';
import { expect } from 'chai';
import { readJunit } from '../../../proof/testing/read-junit.js';
import { closeServers, serve, type TestServer } from '../../../proof/testing/servers.js';
import {
  MOCHA,
  startContract,
  type StartedContract,
  type StartOptions,
} from '../../../proof/testing/start-contract.js';
import { isObject, parseJson } from '../../model/json.js';

const CONTRACT = 'src/cli/contract.ts';

describe('a run as users of Mocha start it', () => {
  const started: StartedContract[] = [];
  afterEach(async () => {
    for (const run of started.splice(0)) {
      run.process.kill('SIGKILL');
      run.discard();
    }
    await closeServers();
  });

  const start = (command: string, args: readonly string[], options: StartOptions = {}): StartedContract => {
    const run = startContract({ ...options, command, args });
    started.push(run);
    return run;
  };
  const groups = async (run: StartedContract): Promise<unknown[]> => [
    ...new Set((await readJunit(run.report('junit.xml'))).cases.map(({ classname }) => classname)),
  ];
  /** What stands in a spec where a case is said to have its row. */
  const rowOf = (run: StartedContract, id: string): string => {
    const { results } = run.record();
    const found = Array.isArray(results) ? results.filter(isObject).find((one) => one.id === id) : undefined;
    const { file, line } = found ?? {};
    if (typeof file !== 'string') return 'no file';
    return readFileSync(file, 'utf8').split('\n')[Number(line) - 1] ?? '';
  };
  /** An API that no request may reach. */
  const untouched = (): Promise<TestServer> => serve((response) => response.writeHead(500).end());
  const settings = ({ url }: TestServer) => ({
    env: { KERNEL_BASE_URL: url, KERNEL_API_KEY: 'sk_of_nobody' },
  });

  for (const command of [MOCHA, CONTRACT]) {
    it(`runs the named files alone, and leaves standard output to the JSON reporter: ${command}`, async () => {
      const named = ['specs/reads.spec.ts', 'specs/500-internal-error.spec.ts'];
      const run = start(command, ['--reporter', 'json', ...named]);
      const { code, output } = await run.ended;
      expect(code, output).to.equal(0);
      expect(await groups(run)).to.have.members([
        'reference-server.reads',
        'reference-server.500-Internal-Server-Error',
        'reference-server.run',
      ]);
      expect(run.record().isWhole).to.equal(false);
      expect(rowOf(run, 'reads/form')).to.contain("accepts('reads/form'");
      const report = parseJson(run.stdout());
      expect(isObject(report) && isObject(report.stats) && report.stats.tests).to.equal(3);
      expect(output).to.match(/^CONFORMS: .+ Exit code 0\.$/m);
    });

    it(`only lists the cases in a dry run, and sends and writes nothing: ${command}`, async () => {
      const api = await untouched();
      const run = start(
        command,
        ['--dry-run', 'specs/rea*.spec.ts', 'specs/500-internal-error.spec.ts'],
        settings(api),
      );
      const { code, output } = await run.ended;
      expect(code, output).to.equal(0);
      expect(output)
        .to.match(/^reads$/m)
        .and.to.match(/^ {2}500\/failing-session .+$/m)
        .and.to.match(/^3 cases listed, none tried: a dry run sends nothing\.$/m);
      expect(api.received).to.deep.equal([]);
      expect(existsSync(run.ledgerDir)).to.equal(false);
      expect(run.report('junit.xml') + run.report('run.json')).to.equal('');
    });

    it(`runs to its end when nobody reads its output any more: ${command}`, async () => {
      const run = start(command, ['specs/reads.spec.ts'], { closesOutput: true });
      const { code, output } = await run.ended;
      expect(code, output).to.equal(0);
      expect(output).to.equal('');
      const { exitCode, browsers } = run.record();
      expect(exitCode).to.equal(0);
      expect(browsers).to.include({ created: 1, released: 1 });
    });
  }

  it('finds the spec files of a folder', async () => {
    const { code, output } = await start(MOCHA, [
      '--dry-run',
      '--spec',
      'specs',
      '--grep',
      'reads/form|^500 ',
    ]).ended;
    expect(code, output).to.equal(0);
    expect(output).to.contain('3 cases listed');
  });

  it('refuses what would break its promises, names files that it cannot run, and sends nothing', async () => {
    const api = await untouched();
    const own = 'src/cli/run-options.test.ts';
    const run = start(MOCHA, ['-wp', '--jobs=2', '--retries', '2', 'specs/rads.spec.ts', own], settings(api));
    const { code, output } = await run.ended;
    expect(code, output).to.equal(2);
    for (const option of ['watch', 'parallel', 'jobs', 'retries']) {
      expect(output).to.match(new RegExp(`^--${option} cannot be used here: .+\\.$`, 'm'));
    }
    expect(output)
      .to.match(/^There is no file specs\/rads\.spec\.ts; the closest are specs\/reads\.spec\.ts, .+\.$/m)
      .and.to.contain(`npx mocha --config .mocharc.own.json ${own} runs it.`)
      .and.to.match(/^NOT JUDGED: nothing was sent to .+ Exit code 2\.$/m);
    expect(api.received).to.deep.equal([]);
    expect(await groups(run)).to.deep.equal(['127-0-0-1.run']);
  });

  it('never ends with the exit code of a breach where it could not begin', async () => {
    const broken = start(MOCHA, [], { specs: { 'broken.spec.ts': 'throw new Error("mistyped");' } });
    const noDocument = start(MOCHA, [], { env: { CONTRACT_DOCUMENT: 'package.json' } });
    const noReporter = start(MOCHA, ['--reporter', 'jsn']);
    const codes = await Promise.all(
      [broken, noDocument, noReporter].map(async (run) => (await run.ended).code),
    );
    expect(codes).to.deep.equal([3, 2, 2]);
  });

  for (const [command, ...args] of [
    ['src/cli/case.ts', 'reads/form'],
    ['src/cli/cases.ts'],
    ['src/cli/sweep.ts', '--help'],
    ['proof/cli/reference-server.ts', '--list-mutants'],
    ['proof/cli/mutation.ts', '--help'],
    ['proof/cli/explore.ts', '--help'],
    ['proof/cli/picture.ts', '--help'],
  ] as const) {
    it(`ends with its own exit code when nobody reads its output: ${command}`, async () => {
      const run = start(command, args, { closesOutput: true });
      const { code, output } = await run.ended;
      expect(code, output).to.equal(0);
    });
  }
});
