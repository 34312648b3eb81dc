import { expect } from 'chai';
import { spawn } from 'node:child_process';
import { startContract } from '../../proof/testing/start-contract.js';

/** More than a pipe holds. */
const LINES = 20_000;

describe('a command', () => {
  it('ends once all that it has printed is read, however late, with its exit code', async () => {
    const script = `
      const { runCommand } = require('./src/cli/run-command.ts');
      runCommand(async () => {
        for (let line = 0; line < ${LINES}; line += 1) console.log('line ' + line);
        console.log('the last line');
        return 2;
      });`;
    const command = spawn(process.execPath, ['--require', './src/cli/load-typescript.cjs', '-e', script], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const ended = new Promise((resolve) => void command.once('close', resolve));
    await new Promise((resolve) => void command.stdout.once('readable', resolve)); // the pipe fills up
    let output = '';
    command.stdout.setEncoding('utf8').on('data', (text: string) => (output += text));
    expect(await ended).to.equal(2);
    expect(output.trimEnd().split('\n').at(-1)).to.equal('the last line');
  });

  for (const [name, code] of [
    ['cases', 0],
    ['explain', 2],
  ] as const) {
    it(`that only answers keeps its exit code where nobody reads on: ${name}`, async () => {
      const run = startContract({ command: `src/cli/${name}.ts`, closesOutput: true });
      const ended = await run.ended;
      run.discard();
      expect(ended).to.deep.equal({ code, output: '' });
    });
  }
});
