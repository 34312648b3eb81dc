import { expect } from 'chai';
import { pastRun } from '../../proof/testing/past-runs.js';
import { shownCase } from './shown-case.js';

function shown(id: string): string {
  const run = pastRun();
  const found = run.results.find((result) => result.id === id);
  if (found === undefined) throw new Error(`The run has no case ${id}.`);
  return shownCase(run, found);
}

describe('a case of the last run', () => {
  it('is shown with its exchanges and its block where it failed', () => {
    const text = shown('viewport.width/minimum/below');
    expect(text).to.match(/^run +run-7, on https:\/\/api\.example\.com$/m);
    expect(text).to.match(/^verdict +breach$/m);
    expect(text).to.match(/^reason .*status 200, expected 400$/m);
    expect(text).to.contain('  asserted: PATCH /browsers/');
    expect(text).to.contain('    > authorization: Bearer $KERNEL_API_KEY\n');
    expect(text).to.contain(
      '  again     npm run case -- viewport.width/minimum/below --target https://api.example.com',
    );
  });

  it('is shown where it passed, with the command that sends it anew', () => {
    const text = shown('viewport/set');
    expect(text).to.match(/^verdict +pass$/m);
    expect(text).to.match(/^again +npm run case -- viewport\/set --target https:\/\/api\.example\.com$/m);
    expect(text).to.contain('    < 200\n');
    expect(text).not.to.contain('because');
  });

  it('is shown where it never ran', () => {
    const text = shown('proxy_id/never');
    expect(text).to.match(/^verdict +never ran$/m);
    expect(text).to.match(/No exchange was recorded\.$/);
  });
});
