import { expect } from 'chai';
import { PATCH, put } from '../../../proof/evolutions/edit.js';
import { loadDocument } from '../../contract/load-document.js';
import { parseSettings } from '../../settings/parse-settings.js';
import { collectCases } from '../process/collect-cases.js';
import { missingFromStart } from './prerequisites.js';

const TARGET = {
  ...{ embedded: true, baseUrl: 'http://127.0.0.1', apiKey: 'key' },
  ...{ restrictedApiKey: undefined, failingBrowserId: undefined },
};

describe('what a case lacks from the start', () => {
  it('is the setting that its body takes a value from', () => {
    const [testCase] = collectCases();
    if (testCase === undefined) throw new Error('There are no cases.');
    const bound = { ...testCase, body: { pool: { id: '<KERNEL_VALUE_POOL>' } } };
    const missing = (boundValues: Record<string, string>): string | undefined =>
      missingFromStart(bound, {
        ...{ document: loadDocument('openapi/kernel-patch-browser.openapi.yaml'), target: TARGET },
        settings: { ...parseSettings({}), boundValues },
      });
    expect(missing({})).to.equal('KERNEL_VALUE_POOL is not set');
    expect(missing({ KERNEL_VALUE_POOL: 'pool_1' })).to.equal(undefined);
  });

  it('is a document that asks for a key, where it has to be refused without one', () => {
    const testCase = collectCases().find(({ id }) => id === '401/no-header/valid-body');
    if (testCase === undefined) throw new Error('There is no such case.');
    const document = loadDocument('openapi/kernel-patch-browser.openapi.yaml');
    const missing = (root: typeof document.root): string | undefined =>
      missingFromStart(testCase, {
        ...{ document: { ...document, root }, target: TARGET, settings: parseSettings({}) },
      });
    expect(missing(document.root)).to.equal(undefined);
    expect(missing(put(document.root, [...PATCH, 'security'], []))).to.equal(
      'the document lets requests in without a key',
    );
  });
});
