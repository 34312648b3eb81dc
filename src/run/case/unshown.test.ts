import { expect } from 'chai';
import { isObject, parseJson } from '../../model/json.js';
import { closeReferenceServers, newReferenceServer } from '../../../proof/testing/reference-servers.js';
import { runInProcess, type EndedRun } from '../../../proof/testing/run-in-process.js';
import { startTamperingProxy, type PassingRequest } from '../../../proof/testing/tampering-proxy.js';

/** Three load a profile, by id or by name; one has it refused, and one a second one. */
const CASES =
  /^(?:profile\/oneOf\/name|profile\.name\/minLength\/at|profile\/type\/(?:object|number)|profile\/second)$/;

describe('a member that no answer shows', () => {
  const cleanUp: (() => unknown)[] = [];
  after(async () => {
    for (const undo of cleanUp.splice(0).reverse()) await undo();
    await closeReferenceServers();
  });

  /** Runs the cases of profiles at an API that shows none, except where it `shows` them. */
  const run = async (shows: (request: PassingRequest) => boolean, lagging?: RegExp): Promise<EndedRun> => {
    const api = await newReferenceServer();
    const lag = { last: '', isDue: false };
    const front = await startTamperingProxy(api.url, {
      answer: (answer, request) => {
        const isShown = request.path.startsWith('/browsers') && answer.body !== '';
        const json = isShown ? parseJson(answer.body) : undefined;
        if (!isObject(json)) return undefined;
        if (lagging !== undefined && request.method === 'PATCH') lag.isDue = true;
        if (lagging !== undefined && request.method === 'GET') {
          // The first read after an update still shows what stood there before it.
          const now = answer.body;
          if (lag.isDue) answer.body = lag.last;
          Object.assign(lag, { last: now, isDue: false });
        }
        if (shows(request)) return undefined;
        answer.body = JSON.stringify(parseJson(answer.body), (name, value: unknown) =>
          name === 'profile' ? undefined : value,
        );
        return undefined;
      },
    });
    cleanUp.push(() => front.close());
    const env = { KERNEL_BASE_URL: front.url, KERNEL_API_KEY: api.apiKey, CONTRACT_BROWSERS: '1' };
    const ended = await runInProcess({ env, only: lagging ?? CASES });
    cleanUp.push(() => ended.discard());
    return ended;
  };

  let never: EndedRun;
  let neverAndLagging: EndedRun;
  let once: EndedRun;

  before('run at all three APIs at once: most of it is waiting', async () => {
    [never, neverAndLagging, once] = await Promise.all([
      run(() => false),
      run(() => false, /^update\/together\/proxy_id\+profile$/),
      run(({ headers }) => headers['x-test-case'] === 'profile.name/minLength/at'), // the last of them
    ]);
  });

  it('leaves its effect unverified, said once, and the session is not taken for one without', () => {
    const { code, output } = never;
    expect(code, output).to.equal(0);
    const said = 'no answer of this API shows profile, so that nothing shows what an update made of it';
    expect(output.split(said)).to.have.length(2);
    expect(output).to.match(/^cases +3 not verified, 2 pass; 5 in all$/m);
    expect(never.report('index.html')).to.contain(said);
  });

  it('does not keep a run from bearing with reads that lag behind', () => {
    const { code, output } = neverAndLagging;
    expect(code, output).to.equal(0);
    expect(output).to.match(/^cases +1 not verified; 1 in all$/m);
  });

  it('is missed in all other answers where a single one shows it, be it the last', () => {
    const { code, output } = once;
    expect(code, output).to.equal(1);
    expect(output).to.match(/^causes +2 × echo\/profile\.id/m);
  });
});
