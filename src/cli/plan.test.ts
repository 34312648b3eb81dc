import { expect } from 'chai';
import { closeServers, drop, serve } from '../../proof/testing/servers.js';
import { startContract } from '../../proof/testing/start-contract.js';

describe('the plan', () => {
  afterEach(closeServers);

  it('is made of the settings and the selection, and sends nothing', async () => {
    const server = await serve(drop);
    const env = {
      ...{ KERNEL_BASE_URL: server.url, KERNEL_API_KEY: 'a-key-of-some-length', CONTRACT_GENTLE: 'on' },
    };
    const run = startContract({
      command: 'src/cli/plan.ts',
      args: ['--grep', '403/|viewport.height/type|body/large'],
      env,
    });
    try {
      const { code, output } = await run.ended;
      expect(code, output).to.equal(0);
      expect(output).to.contain(`target        ${server.url}; nothing was sent`);
      expect(output).to.match(/cases {9}12 of 25\n/);
      expect(output).to.contain('1 case: left out by CONTRACT_GENTLE');
      expect(output).to.contain('11 cases: KERNEL_RESTRICTED_API_KEY is not set');
      expect(output).to.match(
        /requests {6}at most \d+\nbrowsers {6}at most 1 headless, if the API conforms\nbrowser time {2}at most \d+ headless browser-seconds/,
      );
      expect(output).to.contain('second tries of what breaks the contract: 10 browsers at most');
      expect(output).to.contain('CONTRACT_MAX_BROWSERS sets a hard limit');
      expect(output).to.match(/dollars {7}at most \$0\.\d{4} \(/);
      expect(server.received).to.deep.equal([]);
    } finally {
      run.discard();
    }
  });

  it('takes a regular expression as Mocha takes it, with slashes and flags', async () => {
    const run = startContract({
      command: 'src/cli/plan.ts',
      args: ['--grep', '/401/NO-HEADER/VALID-BODY /i'],
    });
    const { output } = await run.ended;
    run.discard();
    expect(output).to.match(/cases {9}1 of 1\n/);
  });

  it('is refused, of the gate, too, where a setting cannot be used', async () => {
    const refused = ['src/cli/plan.ts', 'src/cli/gate.ts'].map(async (command) => {
      const args = command.includes('gate') ? ['--plan'] : [];
      const run = startContract({ command, args, env: { CONTRACT_BROWSERS: 'x' } });
      const { code, output } = await run.ended;
      run.discard();
      return [code, output];
    });
    const sentence = 'CONTRACT_BROWSERS is "x", but must be a whole number from 1 to 50.\n';
    expect(await Promise.all(refused)).to.deep.equal([
      [2, sentence],
      [2, sentence],
    ]);
  });
});
