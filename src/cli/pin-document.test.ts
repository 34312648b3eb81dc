import { createHash } from 'node:crypto';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { spawnSync } from 'node:child_process';
import { expect } from 'chai';
import { parse, stringify } from 'yaml';
import { closeServers, serve } from '../../proof/testing/servers.js';
import { loadDocument } from '../contract/load-document.js';
import { isObject } from '../model/json.js';
import { collectCases } from '../run/process/collect-cases.js';
import { diffDocument, pinDocument, type PinContext } from './pin-document.js';

const PINNED = readFileSync('openapi/kernel-patch-browser.openapi.yaml', 'utf8');

/** The pinned document with some texts in the place of others. */
function changed(...changes: readonly (readonly [string, string])[]): string {
  return changes.reduce((text, [from, to]) => {
    expect(text).to.contain(from);
    return text.replace(from, to);
  }, PINNED);
}

/** Everything that no person has to look at. */
const FIELD = changed(
  [
    "        viewport:\n          $ref: '#/components/schemas/BrowserViewportUpdate'",
    "        colour:\n          type: string\n          enum: [red, green]\n        viewport:\n          $ref: '#/components/schemas/BrowserViewportUpdate'",
  ],
  ['  /browsers/{id}:', '  /browsers/{id_or_name}:'],
  ['- name: id\n', '- name: id_or_name\n'],
);

/** A stricter body, an answer without a member, a sentence that says something else, and an error of its own. */
const BREAKING = changed(
  ['      summary: Change a running browser session\n', ''],
  ['maximum: 7680', 'maximum: 4000'],
  [/ {8}kiosk_mode:\n(?: {10}.*\n)+/.exec(PINNED)?.[0] ?? '', ''],
  ['The profile has to exist already.', 'The profile is made where it is missing.'],
);

describe('a newer API document', function () {
  let root = '';
  let context: PinContext;
  const file = (name: string): string => path.join(root, name);
  const document = (): string => readFileSync(file('openapi/kernel-patch-browser.openapi.yaml'), 'utf8');
  const source = (text: string): string => {
    writeFileSync(file('newer.yaml'), text);
    return file('newer.yaml');
  };
  const everything = (): string[] => readdirSync(root, { recursive: true }).map(String).sort();

  beforeEach(() => {
    root = mkdtempSync(path.join(tmpdir(), 'pin-'));
    mkdirSync(file('openapi'));
    cpSync('openapi/kernel-patch-browser.openapi.yaml', file('openapi/kernel-patch-browser.openapi.yaml'));
    context = { dir: file('openapi'), rows: collectCases, now: '2026-11-26T21:00:00.000Z' };
  });
  afterEach(async () => {
    rmSync(root, { recursive: true, force: true });
    await closeServers();
  });

  it('is pinned with its source, its hash and the date, and judged from then on', async () => {
    const { url } = await serve((response) => response.end(FIELD));
    const { text, code } = await pinDocument([`${url}/openapi.yaml?token=secret`], context);
    expect(code, text).to.equal(0);
    expect(text).to.match(/Not breaking.*Nothing needs a\s+person\./s);
    expect(text).to.match(/^compatible +PATCH request colour: added$/m);
    expect(text).to.match(/^derived only +colour: /m);
    expect(text).to.match(/^ +\d+ new: colour\/type \(\d+\), colour\/enum \(\d+\)$/m);
    const [changes = ''] = text.split('\nPinned ');
    expect(Math.max(...changes.split('\n').map(({ length }) => length))).to.be.at.most(80);
    const { hash, root: pinned } = loadDocument(file('openapi/kernel-patch-browser.openapi.yaml'));
    expect(Object.keys(isObject(pinned.paths) ? pinned.paths : {})).to.deep.equal(['/browsers/{id_or_name}']);
    expect(parse(readFileSync(file('openapi/pin.yaml'), 'utf8'))).to.deep.equal({
      document: hash,
      source: `${url}/openapi.yaml`,
      sourceSha256: createHash('sha256').update(FIELD).digest('hex'),
      date: '2026-11-26',
    });
    expect(parse(readFileSync(file('.redocly.lint-ignore.yaml'), 'utf8'))).to.deep.equal(
      parse(readFileSync('.redocly.lint-ignore.yaml', 'utf8')),
    );
    const again = await pinDocument([source(FIELD)], context);
    expect(again).to.deep.include({ code: 0 });
    expect(again.text)
      .to.contain('states what the pinned document states')
      .and.contain('nothing was written');
  });

  it('that needs a person is exit code 1 with --check, and writes nothing', async () => {
    const { text, code } = await pinDocument(['--check', source(BREAKING)], context);
    expect(code, text).to.equal(1);
    const plain = text.replaceAll(/\s+/g, ' ');
    expect(plain).to.contain('BREAKING: 2 changes');
    expect(plain).to.contain(
      "PATCH request viewport.width: Upper bound of `width` changed from '<= 7680' to '<= 4000'.",
    );
    expect(plain).to.contain('PATCH answer 200 kiosk_mode: Property `kiosk_mode` of `Browser` was removed.');
    expect(plain).to.contain(
      'BrowserProfile does not say so any more: "The profile has to exist already." Rows: headful/unknown-profile,',
    );
    expect(plain).to.contain(
      'BrowserViewport › width states something else: "type: integer, from 320 to 7680"',
    );
    expect(plain).to.match(/\d+ changed: .*viewport\.width\/maximum/);
    expect(plain).to.match(/lint PATCH \/browsers\/\{id\} › summary: Operation object should contain/);
    expect(document()).to.equal(PINNED);
    expect(everything()).to.deep.equal([
      'newer.yaml',
      'openapi',
      'openapi/kernel-patch-browser.openapi.yaml',
    ]);
  });

  it('is compared without being pinned: exit code 1 where it matters, 0 where it does not', async () => {
    const broken = await diffDocument(['--markdown', source(BREAKING)], context);
    expect(broken.code, broken.text).to.equal(1);
    expect(broken.text)
      .to.contain('**BREAKING: 2 changes')
      .and.contain('### breaking\n\n- PATCH request viewport.width');
    const other = changed(
      ['summary: Change a running browser session', 'summary: Update a session'],
      ['title: Kernel API', 'title: API'],
    );
    const same = await diffDocument([source(other)], context);
    expect(same.code, same.text).to.equal(0);
    expect(same.text).to.contain('It states what the pinned document states.');
    expect(document()).to.equal(PINNED);
  });

  const unusable: readonly (readonly [
    what: string,
    args: (given: typeof source) => string[],
    sentence: string,
  ])[] = [
    ['a file that is not there', () => ['gone.yaml'], 'gone.yaml cannot be read: ENOENT'],
    ['a device', () => ['/dev/zero'], '/dev/zero cannot be read: it is not a file.'],
    ['a folder', () => ['openapi'], 'openapi cannot be read: it is not a file.'],
    ['another scheme', () => ['ftp://example.com/a'], 'That is neither a file nor an https URL'],
    ['plain http', () => ['http://example.com/a.yaml'], 'http://example.com/a.yaml is not https'],
    [
      'no operation',
      (given) => [given(stringify({ openapi: '3.1.0', paths: {} }))],
      'does not describe PATCH /browsers/{id}',
    ],
    ['a web page', (given) => [given('<html>')], 'is a web page or XML, not an OpenAPI document.'],
    ['depth', (given) => [given(`${'{"a":'.repeat(20_000)}1${'}'.repeat(20_000)}`)], 'newer.yaml'],
  ];
  for (const [what, args, sentence] of unusable) {
    it(`ends with a sentence, and leaves the pinned one, for ${what}`, async () => {
      const failure = await pinDocument(args(source), context).then(
        ({ text }) => text,
        (error: unknown) =>
          error instanceof Error && error.name === 'Error' ? error.message : 'another error',
      );
      expect(failure).to.contain(sentence);
      expect(failure.split('\n')).to.have.length(1);
      expect(document()).to.equal(PINNED);
    });
  }

  it('that cannot be had ends the command with exit code 2 and no stack', () => {
    const command = ['src/cli/launch.cjs', 'src/cli/openapi-diff.ts', 'http://127.0.0.1:9/openapi.yaml'];
    const { status, stdout, stderr } = spawnSync(process.execPath, command, { encoding: 'utf8' });
    expect([status, stderr]).to.deep.equal([2, '']);
    expect(stdout).to.match(/^http:\/\/127\.0\.0\.1:9\/openapi\.yaml could not be reached: .*\.\n$/);
  });
});
