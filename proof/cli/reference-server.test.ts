import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { once } from 'node:events';
import { expect } from 'chai';
import { readEnvLines } from '../../src/settings/env-lines.js';
import { DOCUMENT } from '../testing/test-client.js';

describe('the reference server as a command', () => {
  const children: ChildProcessWithoutNullStreams[] = [];
  afterEach(() => {
    for (const child of children.splice(0)) child.kill('SIGKILL');
  });

  const run = (...args: string[]): ChildProcessWithoutNullStreams => {
    const child = spawn(process.execPath, ['src/cli/launch.cjs', 'proof/cli/reference-server.ts', ...args]);
    child.stdout.setEncoding('utf8');
    child.stderr.setEncoding('utf8');
    children.push(child);
    return child;
  };

  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    it(`says how to reach it, serves, and ends on ${signal} with 0`, async () => {
      const child = run('--port', '0', '--latency=0', '--creation-latency', '1', '--document', DOCUMENT);
      const closed = once(child, 'close');
      const greeting = await firstOutput(child);
      const line = (name: string): string =>
        new RegExp(`^export ${name}=(\\S+)$`, 'm').exec(greeting)?.[1] ?? '';
      expect(line('KERNEL_API_KEY')).to.have.length.of.at.least(24);
      expect(line('KERNEL_RESTRICTED_API_KEY')).to.have.length.of.at.least(24);
      expect(line('KERNEL_FAILING_BROWSER_ID')).to.match(/^[a-z][a-z0-9]{23}$/);
      const settings = greeting.split('\n').filter((text) => text.startsWith('export '));
      const inFile = readEnvLines(settings.join('\n'), '.env'); // they are pasted into a shell, or into .env
      expect(Object.keys(inFile.values)).to.have.length(4);
      expect(inFile.problems).to.deep.equal([]);
      expect(greeting).to.match(/^curl -X PATCH http/m);
      const headers = { Authorization: `Bearer ${line('KERNEL_API_KEY')}` };
      const url = `${line('KERNEL_BASE_URL')}/browsers`;
      const body = new TextEncoder().encode('{}');
      expect((await fetch(url, { method: 'POST', headers, body })).status).to.equal(200);
      child.kill(signal);
      expect(await closed).to.deep.equal([0, null]);
    });
  }

  it('plays another server, and says which', async () => {
    const greeting = await firstOutput(run('--as', 'production'));
    expect(greeting).to.match(/^Role production: [A-Z].+\.$/m);
  });

  it('lists the servers that it can play', async () => {
    const child = run('--help');
    let help = '';
    child.stdout.on('data', (text) => (help += String(text)));
    expect(await once(child, 'close')).to.deep.equal([0, null]);
    expect(help).to.match(/--as <name> +play another server: production/);
  });

  const mistakes: [string[], RegExp][] = [
    [['--latncy', '5'], /^Unknown option '--latncy' \(Did you mean --latency\?\)\n$/],
    [['--port', 'x'], /^--port is "[^"]+", but must be a whole number from 0 to 65535\.\n$/],
    [['--port=65536'], /^--port is "[^"]+", but must be a whole number from 0 to 65535\.\n$/],
    [['--latency'], /^Option '--latency <ms>' argument missing\.\n$/],
    [['extra'], /^Unexpected argument "extra"; --help lists the options\.\n$/],
    [['--as', 'productoin'], /^The reference server cannot play "productoin"; it can play production\.\n$/],
    [
      ['--as', 'production', '--mutant', 'viewport-swapped'],
      /^The reference server takes .+ one of them at once\.\n$/,
    ],
    [['--document', 'openapi/nowhere.yaml'], /^The reference server cannot play .+\.\n$/],
  ];
  for (const [args, sentence] of mistakes) {
    it(`answers ${args.join(' ')} with one sentence and ends with 2`, async () => {
      const child = run(...args);
      let complaint = '';
      child.stderr.on('data', (text) => (complaint += String(text)));
      expect(await once(child, 'close')).to.deep.equal([2, null]);
      expect(complaint).to.match(sentence);
    });
  }
});

/** What the command prints before it waits: everything up to the second curl line. */
async function firstOutput(child: ChildProcessWithoutNullStreams): Promise<string> {
  let text = '';
  for await (const part of child.stdout.iterator({ destroyOnReturn: false })) {
    text += String(part);
    if (/^curl -X PATCH .*\n/m.test(text)) return text;
  }
  throw new Error(`The reference server ended after it had printed: ${text}`);
}
