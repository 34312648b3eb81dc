import { expect } from 'chai';
import { parseSettings } from './parse-settings.js';
import { SettingsError } from './settings-error.js';

const KEY = 'sk_live#7f/Q+2"x=';
const API = { KERNEL_BASE_URL: 'https://api.example.com', KERNEL_API_KEY: `${KEY}9` };

function refusal(environment: Record<string, string>): SettingsError {
  try {
    parseSettings({ ...API, ...environment });
  } catch (error) {
    if (error instanceof SettingsError) return error;
    throw error;
  }
  throw new Error('The settings were taken.');
}

describe('a key in another setting', () => {
  const key = API.KERNEL_API_KEY;
  const rows: [name: string, value: string][] = [
    ['KERNEL_BASE_URL', `https://gateway.example/${encodeURIComponent(key)}/v1`],
    ['KERNEL_BASE_URL', `http://gateway.example/${encodeURIComponent(key)}?x=1`],
    ['KERNEL_PROXY_IDS', `abc,${key}`],
    ['KERNEL_FAILING_BROWSER_ID', key],
    ['CONTRACT_REPORTS_DIR', `reports/${key}`],
    ['CONTRACT_BROWSERS', key],
    ['CONTRACT_GENTEL', key],
  ];
  for (const [name, value] of rows) {
    it(`is refused, and not printed: ${name}=${value.replace(key, '…')}`, () => {
      const error = refusal({ [name]: value });
      expect(error.problems).to.include(
        `${name} holds the value of KERNEL_API_KEY, and would be printed: leave the key out of it.`,
      );
      const { reportsDir, baseUrl, environment } = error.place;
      const shown = [...error.problems, reportsDir, baseUrl, environment].join('\n');
      for (const form of [key, encodeURIComponent(key), encodeURI(key)]) expect(shown).not.to.contain(form);
    });
  }

  it('is refused as well where it is a token of somebody else in the base URL', () => {
    const token = 'eyJhbGciOiJIUzI1NiJ9.eyJjYW5hcnkiOiJjYW5hcnkifQ.c2ln';
    const error = refusal({ KERNEL_BASE_URL: `https://gateway.example/${token}/` });
    expect(error.problems).to.deep.equal([
      'KERNEL_BASE_URL holds a token, and would be printed: leave it out.',
    ]);
    expect(error.place.baseUrl).to.equal(undefined);
  });

  it('says nothing against keys with characters that mean something elsewhere', () => {
    expect(parseSettings(API).apiKey).to.equal(key);
  });
});
