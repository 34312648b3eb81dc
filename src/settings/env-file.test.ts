import { spawnSync } from 'node:child_process';
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect } from 'chai';
import { parse } from 'dotenv';
import { readEnvFile } from './env-file.js';
import { readEnvLines } from './env-lines.js';
import { newFolder, removeFolders } from '../../proof/testing/rig.js';

const SECRET = 'sk-hidden-0123456789';
const ROOT = path.resolve(__dirname, '../..');

describe('an env file', () => {
  afterEach(removeFolders);

  function fileWith(bytes: string | Buffer, name = 'some.env'): string {
    const file = path.join(newFolder(), name);
    writeFileSync(file, bytes);
    return file;
  }

  const encoded = (encoding: BufferEncoding, text: string): Buffer => Buffer.from(text, encoding);
  const bigEndian = (text: string): Buffer => encoded('utf16le', text).swap16();

  const text = `KERNEL_API_KEY=${SECRET}\n`;
  const UTF16 = 'is in UTF-16, as some Windows programs write it: save it as UTF-8.';
  const encodings: [what: string, bytes: Buffer, problem: string][] = [
    ['UTF-16 with a byte order mark', encoded('utf16le', `\ufeff${text}`), UTF16],
    ['UTF-16 without one', encoded('utf16le', text), UTF16],
    ['big-endian UTF-16 with a byte order mark', bigEndian(`\ufeff${text}`), UTF16],
    ['big-endian UTF-16 without one', bigEndian(text), UTF16],
    ['UTF-16 that holds nothing but the byte order mark', encoded('utf16le', '\ufeff'), UTF16],
    ['Latin-1', encoded('latin1', `# Schlüssel\n${text}`), 'is not in UTF-8: save it as UTF-8.'],
  ];
  for (const [what, bytes, problem] of encodings) {
    it(`in ${what} is refused`, () => {
      const file = fileWith(bytes);
      expect(readEnvFile(file)).to.deep.equal({ values: {}, problems: [`${file} ${problem}`] });
    });
  }

  it('may begin with a byte order mark in UTF-8, and have any line ends', () => {
    const file = fileWith(`\ufeffKERNEL_PROXY_IDS=a\r\nKERNEL_PROFILE_IDS=b\rCONTRACT_GENTLE=on\r\n`);
    expect(readEnvFile(file)).to.deep.equal({
      values: { KERNEL_PROXY_IDS: 'a', KERNEL_PROFILE_IDS: 'b', CONTRACT_GENTLE: 'on' },
      problems: [],
    });
  });

  it('that is named has to be there', () => {
    expect(readEnvFile('/no/such.env').problems).to.deep.equal([
      'DOTENV_CONFIG_PATH is "/no/such.env", but there is no such file.',
    ]);
    expect(readEnvFile('').problems).to.deep.equal(['DOTENV_CONFIG_PATH is "", but there is no such file.']);
  });

  it('that is a folder, or that cannot be read, is refused', () => {
    const folder = newFolder();
    expect(readEnvFile(folder).problems).to.deep.equal([
      `${folder} is a folder: name a file with settings, or remove the folder.`,
    ]);
    const loop = path.join(folder, 'loop.env');
    symlinkSync(loop, loop);
    expect(readEnvFile(loop).problems).to.deep.equal([
      `${loop} cannot be read (ELOOP): make it readable, or remove it.`,
    ]);
  });

  const IGNORED = 'is neither NAME=value nor a comment, and would be ignored';
  const CUT = 'at a #, where a comment would begin: put the whole value in quotes.';
  const refused: [what: string, text: string, problems: string[]][] = [
    [
      'a name and a value without a sign between them',
      `\nKERNEL_API_KEY ${SECRET}`,
      [`Line 2 of .env ${IGNORED}: write KERNEL_API_KEY=value.`],
    ],
    [
      'a colon without a blank after it',
      `KERNEL_RESTRICTED_API_KEY:${SECRET}`,
      [`Line 1 of .env ${IGNORED}: write KERNEL_RESTRICTED_API_KEY=value.`],
    ],
    [
      "another shell's way to set a variable",
      `$env:KERNEL_API_KEY = "${SECRET}"\nset KERNEL_BASE_URL=https://api.example.com`,
      [
        `Line 1 of .env ${IGNORED}: write KERNEL_API_KEY=value.`,
        `Line 2 of .env ${IGNORED}: write KERNEL_BASE_URL=value.`,
      ],
    ],
    ['JSON', `{ "KERNEL_API_KEY": "${SECRET}" }`, [`Line 1 of .env ${IGNORED}: write KERNEL_API_KEY=value.`]],
    ['a key alone', SECRET, [`Line 1 of .env ${IGNORED}: correct or remove it.`]],
    [
      'a value cut at a #',
      `KERNEL_API_KEY=${SECRET}#${SECRET}`,
      [`Line 1 of .env ends KERNEL_API_KEY ${CUT}`],
    ],
    [
      'a value that begins with a #',
      `KERNEL_API_KEY=#${SECRET}`,
      [`Line 1 of .env ends KERNEL_API_KEY ${CUT}`],
    ],
    [
      'a quote that is not closed before a #',
      `# one\nKERNEL_API_KEY="${SECRET}#x`,
      [`Line 2 of .env ends KERNEL_API_KEY ${CUT}`],
    ],
    [
      'a name with two values',
      `KERNEL_API_KEY=${SECRET}\n\nexport KERNEL_API_KEY=${SECRET}-2`,
      ['.env gives KERNEL_API_KEY different values, in lines 1 and 3: keep one of them.'],
    ],
    [
      'settings within the quotes of another value',
      `OTHER='one\nKERNEL_BASE_URL=https://api.example.com\nKERNEL_API_KEY=${SECRET}'`,
      [
        'Line 1 of .env begins a value in quotes that ends only after KERNEL_BASE_URL: close the quotes earlier.',
      ],
    ],
    [
      'line numbers after a value of several lines',
      `OTHER="one\ntwo # no comment\nthree" # a comment\nKERNEL_PROXY_IDS`,
      [`Line 4 of .env ${IGNORED}: write KERNEL_PROXY_IDS=value.`],
    ],
  ];
  for (const [what, lines, problems] of refused) {
    it(`refuses ${what}, and shows no value`, () => {
      expect(readEnvLines(lines, '.env').problems).to.deep.equal(problems);
      expect(problems.join(' ')).not.to.contain(SECRET);
    });
  }

  const accepted: [what: string, text: string][] = [
    ['nothing', ''],
    ['blank lines and comments', '\n  \n# KERNEL_API_KEY\n\t#x\n'],
    ['blanks around names and values', '  KERNEL_PROXY_IDS =  a,b  \nexport CONTRACT_GENTLE=on'],
    ['a colon', 'KERNEL_PROXY_IDS: a'],
    ['comments after values', `KERNEL_PROXY_IDS=a # b\nKERNEL_PROFILE_IDS="c#d"#e\nCONTRACT_GENTLE= # f`],
    ['a name with the same value twice', 'KERNEL_PROXY_IDS=a\nKERNEL_PROXY_IDS="a"'],
    ['escapes and other quotes within quotes', `A="it's \\"so\\"\\n"\nB='say "so"'\nC=\`'"\``],
    ['a value of several lines', `A="one\ntwo\n\nKERNEL_API_KEY\n"\nB=1`],
    ['quotes that are none', `A=it's\nB='tis\nC="one" "two"\nD=x`],
    ["what becomes of others' values", 'OTHER=a#b\nOTHER=c'],
  ];
  for (const [what, lines] of accepted) {
    it(`takes ${what} as dotenv does`, () => {
      expect(readEnvLines(lines, '.env')).to.deep.equal({ values: parse(lines), problems: [] });
    });
  }

  describe('of a command', () => {
    const COMMANDS = ['src/cli/contract.ts', 'src/cli/case.ts', 'src/cli/sweep.ts', 'proof/cli/explore.ts'];

    /** Starts a command in a folder of its own, as a person would who has a `.env` there. */
    function start(command: string, folder: string): { status: number | null; output: string } {
      const args = command.endsWith('case.ts') ? ['401/no-header/valid-body'] : [];
      const { status, stdout, stderr } = spawnSync(
        process.execPath,
        ['--require', require.resolve('../cli/load-typescript.cjs'), path.join(ROOT, command), ...args],
        { cwd: folder, env: {}, encoding: 'utf8' },
      );
      return { status, output: stdout + stderr };
    }

    for (const command of COMMANDS) {
      it(`ends ${command} with exit code 2 where it is in UTF-16`, () => {
        const file = fileWith(encoded('utf16le', `\ufeff${text}`), '.env');
        const { status, output } = start(command, path.dirname(file));
        expect(output).to.contain(`.env ${UTF16}`);
        expect(status, output).to.equal(2);
      });
    }

    it('is refused with everything that is wrong with it, before anything is sent', () => {
      const lines = `KERNEL_BASEURL=https://api.example.com\nKERNEL_API_KEY=${SECRET}#1\nCONTRACT_GENTLE on`;
      const { status, output } = start('src/cli/contract.ts', path.dirname(fileWith(lines, '.env')));
      expect(status, output).to.equal(2);
      expect(output.trimEnd().split('\n')).to.deep.equal([
        `Line 2 of .env ends KERNEL_API_KEY ${CUT}`,
        `Line 3 of .env ${IGNORED}: write CONTRACT_GENTLE=value.`,
        'KERNEL_BASEURL is not a setting of this suite: write KERNEL_BASE_URL if that is meant, or else unset it.',
        'KERNEL_API_KEY is set but KERNEL_BASE_URL is not: give the URL of its API, or unset it to check the embedded reference server.',
        'NOT JUDGED: nothing was sent. Exit code 2.',
      ]);
    });

    it('is refused where it is a folder, or a link to nothing', () => {
      const folder = newFolder();
      mkdirSync(path.join(folder, '.env'));
      expect(start('src/cli/contract.ts', folder)).to.have.property('status', 2);
      const other = newFolder();
      symlinkSync(path.join(other, 'nothing'), path.join(other, '.env'));
      const { status, output } = start('src/cli/contract.ts', other);
      expect(output).to.contain('.env is a link to a file that is not there: fix or remove the link.');
      expect(status).to.equal(2);
    });
  });
});
