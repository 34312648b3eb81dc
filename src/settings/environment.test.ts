import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect } from 'chai';
import { parseJson, type Json } from '../model/json.js';
import { parseSettings } from './parse-settings.js';
import { newFolder, removeFolders } from '../../proof/testing/rig.js';

type Environment = Record<string, string>;

const API: Environment = {
  KERNEL_BASE_URL: 'https://api.example.com',
  KERNEL_API_KEY: 'a-key-of-some-length',
};

describe('the environment', () => {
  afterEach(removeFolders);

  /** Calls the module in a process of its own, which prints what it got and what its environment then holds. */
  function inProcess(
    call: string,
    env: Environment,
    cwd = newFolder(),
  ): { got: Json; left: Json; output: string } {
    const script = `
      const settings = require(${JSON.stringify(path.resolve(__dirname, 'environment.ts'))});
      let got;
      try { got = settings.${call} } catch (error) { got = error.message }
      const left = Object.keys(process.env).filter((name) => /^(KERNEL_|CONTRACT_HANDOFF)/.test(name));
      process.stdout.write('\\u0000' + JSON.stringify({ got: got ?? null, left }));`;
    const loader = require.resolve('../cli/load-typescript.cjs');
    const ended = spawnSync(process.execPath, ['--require', loader, '-e', script], {
      cwd,
      env,
      encoding: 'utf8',
    });
    const [said = '', result = ''] = ended.stdout.split('\u0000');
    const { got, left } = objectOf(parseJson(result));
    return { got: got ?? null, left: left ?? null, output: said + ended.stderr };
  }

  function objectOf(value: Json | undefined): Record<string, Json> {
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : {};
  }

  function fileWith(text: string, name = 'some.env'): string {
    const folder = newFolder();
    writeFileSync(path.join(folder, name), text);
    return path.join(folder, name);
  }

  const FILE = [
    'KERNEL_BASE_URL=https://file.example.com # the staging',
    'KERNEL_API_KEY="from#file#quoted"',
    "KERNEL_FAILING_BROWSER_ID='single#quoted'",
    'CONTRACT_BROWSERS=2',
  ].join('\n');

  it('is completed by the file that DOTENV_CONFIG_PATH names, with its quotes', () => {
    const { got, output } = inProcess('currentSettings()', { DOTENV_CONFIG_PATH: fileWith(FILE) });
    expect(got).to.include({
      baseUrl: 'https://file.example.com',
      apiKey: 'from#file#quoted',
      failingBrowserId: 'single#quoted',
      browsers: 2,
    });
    expect(output).to.equal('');
  });

  it('is completed by .env where no file is named', () => {
    const file = fileWith(FILE, '.env');
    expect(inProcess('currentSettings()', {}, path.dirname(file)).got).to.include({ browsers: 2 });
  });

  it('wins over the file', () => {
    const env = {
      DOTENV_CONFIG_PATH: fileWith(FILE),
      CONTRACT_BROWSERS: '3',
      KERNEL_API_KEY: 'from-the-environment',
    };
    expect(inProcess('currentSettings()', env).got).to.include({
      baseUrl: 'https://file.example.com',
      apiKey: 'from-the-environment',
      browsers: 3,
    });
  });

  it('is refused where DOTENV_CONFIG_PATH names a file that is not there, with all else that is wrong', () => {
    const { got } = inProcess('currentSettings()', {
      DOTENV_CONFIG_PATH: '/no/such.env',
      CONTRACT_BROWSERS: 'x',
    });
    expect(got).to.match(/^DOTENV_CONFIG_PATH is "\/no\/such\.env", but there is no such file\./);
    expect(got).to.contain('CONTRACT_BROWSERS is "x"');
  });

  it('refuses an empty base URL even where the file has one', () => {
    const { got } = inProcess('currentSettings()', {
      DOTENV_CONFIG_PATH: fileWith(FILE),
      KERNEL_BASE_URL: '',
    });
    expect(got).to.match(/^KERNEL_BASE_URL is set but empty/);
  });

  it('is read once: settings that were refused stay refused, though the keys are gone', () => {
    const call =
      '(() => { try { settings.currentSettings() } catch {} return settings.currentSettings() })()';
    expect(inProcess(`currentSettings && ${call}`, { KERNEL_BASE_URL: '' }).got).to.match(
      /^KERNEL_BASE_URL is set but empty/,
    );
  });

  it('holds no key once the settings are read, also when they are refused', () => {
    const env = { ...API, KERNEL_RESTRICTED_API_KEY: 'a-key-that-only-reads', KERNEL_LOG: 'debug' };
    expect(inProcess('currentSettings()', env).left).to.deep.equal([]);
    const refused = inProcess('currentSettings()', { ...env, CONTRACT_BROWSERS: 'many' });
    expect(refused.got).to.match(/^CONTRACT_BROWSERS is "many"/);
    expect(refused.left).to.deep.equal([]);
  });

  it('hands the settings over to another process, which then holds no key either', () => {
    const settings = parseSettings({ ...API, CONTRACT_BROWSERS: '3' });
    const env = { CONTRACT_HANDOFF: JSON.stringify(settings), CONTRACT_BROWSERS: '9' };
    const { got, left } = inProcess('currentSettings()', env);
    expect(got).to.include({ baseUrl: API.KERNEL_BASE_URL, apiKey: API.KERNEL_API_KEY, browsers: 3 });
    expect(left).to.deep.equal([]);
  });

  it('passes on without keys, but with the settings', () => {
    const call = '(settings.currentSettings(), Object.keys(settings.environmentWith({ document: "d" })))';
    const { got } = inProcess(`currentSettings && ${call}`, { ...API, OTHER: 'kept' });
    expect(got).to.include.members(['OTHER', 'CONTRACT_HANDOFF']);
    expect(got).not.to.include.members(['KERNEL_API_KEY']);
  });

  for (const text of ['secret-that-is-no-json', '{"document":"d"}']) {
    it(`refuses the handoff ${text} without printing it`, () => {
      const { got, left } = inProcess('handedSettings()', { CONTRACT_HANDOFF: text });
      expect(got).to.equal('CONTRACT_HANDOFF is set by hand: leave it to npm run contract.');
      expect(left).to.deep.equal([]);
    });
  }
});
