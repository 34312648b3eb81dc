import { expect } from 'chai';
import { writeDocument } from '../../proof/testing/document-with.js';
import { withMembers } from '../../proof/testing/new-document.js';
import { startContract } from '../../proof/testing/start-contract.js';
import { isObject, parseJson, type Json } from '../model/json.js';
import { startReferenceServer } from '../reference-server/server.js';

const Telemetry = {
  type: 'object',
  nullable: true,
  properties: {
    level: { type: 'integer', minimum: 1, maximum: 9 },
    mode: { type: 'string', sortOf: 'string' },
    hidden: { type: 'boolean' },
  },
};
const { level, mode } = Telemetry.properties;

describe('a field that no spec knows', () => {
  it('has its cases: a server that ignores it breaches, and what has no case is named', async () => {
    const root = withMembers(
      { telemetry: Telemetry, region_id: { type: 'string' }, made: { type: 'string', readOnly: true } },
      {
        telemetry: { ...Telemetry, properties: { level, mode } },
        region: { type: 'string', format: 'region' },
      },
    );
    const { file, discard } = writeDocument(root);
    const ignoring = await startReferenceServer({ document: 'openapi/kernel-patch-browser.openapi.yaml' });
    try {
      const env = {
        CONTRACT_DOCUMENT: file,
        KERNEL_BASE_URL: ignoring.url,
        KERNEL_API_KEY: ignoring.apiKey,
      };
      const run = startContract({
        env,
        args: ['--grep', 'telemetry.(level/m|hidden/type/true)|region_id/type/(text|number)|made/'],
      });
      const { code, output } = await run.ended;
      const verdicts = verdictsIn(parseJson(run.report('run.json')));
      const junit = run.report('junit.xml');
      run.discard();
      expect(code).to.equal(1);
      expect(verdicts).to.include({
        'telemetry.level/minimum/at': 'breach', // not shown
        'telemetry.level/minimum/below': 'breach', // not refused
        'telemetry.hidden/type/true': 'pass', // write-only
        'region_id/type/text': 'not verified', // nothing bound
        'region_id/type/number': 'breach',
        'made/readOnly/sent': 'pass', // ignored
      });
      expect(output).to.include('nothing bound for region_id');
      expect(output).to.match(/not covered\s+telemetry\.mode: sortOf\s+in answers, Browser › region: format/);
      expect(output).to.match(/write-only .*telemetry\.hidden.*: no answer shows these members/);
      expect(junit).to.match(/name="statements not covered" value="2"/);
    } finally {
      await ignoring.close();
      discard();
    }
  });
});

function verdictsIn(report: Json | undefined): Record<string, Json | undefined> {
  const results = isObject(report) && Array.isArray(report.results) ? report.results : [];
  return Object.fromEntries(
    results.flatMap((one) =>
      isObject(one) && typeof one.id === 'string' ? [[one.id, one.verdict] as const] : [],
    ),
  );
}
