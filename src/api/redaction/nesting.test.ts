import { expect } from 'chai';
import fc from 'fast-check';
import { find, MOST_SEARCHED } from './find.js';
import { createRedactor } from './redact.js';

type Encoding = (text: string) => string;

const hex = (character: string, width: number): string =>
  character.charCodeAt(0).toString(16).padStart(width, '0');
const each = (text: string, write: (character: string) => string): string => Array.from(text, write).join('');
/** At every place in a group of three bytes, where an encoding of base64 may begin. */
const base64 = (lead: string, encoding: 'base64' | 'base64url'): Encoding => {
  return (text) => Buffer.from(lead + text).toString(encoding);
};

const ENCODINGS: Readonly<Record<string, Encoding>> = {
  URL: (text) => each(text, (c) => (/[\w.~-]/.test(c) ? c : `%${hex(c, 2)}`)),
  'URL, all of it': (text) => each(text, (c) => `%${hex(c, 2).toUpperCase()}`),
  JSON: (text) => JSON.stringify(text),
  'JSON, all of it': (text) => `"${each(text, (c) => `\\u${hex(c, 4)}`)}"`,
  XML: (text) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;'),
  'XML, all of it': (text) => each(text, (c) => `&#${c.charCodeAt(0)};`),
  'base64 at 0': base64('', 'base64'),
  'base64 at 1': base64('u', 'base64'),
  'base64url at 2': base64('u:', 'base64url'),
  'base64 in lines': (text) => base64('', 'base64')(text).replace(/.{76}/g, '$&\r\n'),
  hex: (text) => Buffer.from(text).toString('hex'),
  'UTF-16LE': (text) => Buffer.from(text, 'utf16le').toString('latin1'),
  'UTF-16BE': (text) => Buffer.from(text, 'utf16le').swap16().toString('latin1'),
};

/** Keys as settings allow them, with what encodings and files make special. */
const KEYS = fc
  .stringMatching(/^[!-~]{9,40}$/)
  .filter((key) => !/%[0-9a-f]{2}|\\|&(?:#|amp|lt|gt|quot|apos)/i.test(key)); // redact.test.ts has those

const LINKS = fc.array(fc.constantFrom(...Object.keys(ENCODINGS)), { maxLength: 4 });
/** What stands around it at each level; a part of it may look like a part of the encoding. */
const AROUND = fc.constantFrom('', ' ', 'key=', 'x', '{"a":', 'abc/', '==');

const JWT = 'eyJhbGciOiJIUzI1NiJ9.eyJjYW5hcnkiOiJjYW5hcnkifQ.c2lnbmF0dXJlLWNhbmFyeQ';

function nested(secret: string, links: readonly string[], around: string): string {
  return links.reduce((text, link) => around + (ENCODINGS[link]?.(text) ?? text), secret);
}

describe('redaction of nested encodings', () => {
  it('lets no learned key through, whatever it is encoded in, up to four times', () => {
    fc.assert(
      fc.property(KEYS, LINKS, AROUND, (key, links, around) => {
        const known = createRedactor();
        known.learn('CANARY', key);
        const text = nested(key, links, around);
        const shown = known.text(text);
        expect(shown.found, text).to.deep.equal(['CANARY']);
        expect(known.text(shown.text).found, 'the second time').to.deep.equal([]);
        // What nobody has to decode is gone in a form of its own, too.
        for (const form of [key, nested(key, links, '')]) expect(shown.text).not.to.contain(form);
      }),
      { numRuns: 1500 },
    );
  });

  it('lets no JWT through either', () => {
    for (const [first, encode] of Object.entries(ENCODINGS)) {
      for (const [second, again] of Object.entries(ENCODINGS)) {
        const text = again(encode(JWT));
        const shown = createRedactor().text(`{ ${text} }`).text;
        expect(shown, `${first}, ${second}`).to.contain('[jwt]');
        expect(shown, `${first}, ${second}`).not.to.contain(text.slice(-30));
      }
    }
  });

  it('knows a key that was brought to one case, as names of headers are', () => {
    const known = createRedactor();
    known.learn('CANARY', 'sk_Live_7fQ2');
    expect(known.text('x-sk_live_7fq2 X-SK_LIVE_7FQ2').text).to.equal('x-[CANARY] X-[CANARY]');
  });
});

describe('the work of redaction', () => {
  const NAMES = new Map([['sk_live_0123', 'KEY']]);
  const PARTS = [
    'A',
    'Ab/',
    '61',
    'eyJ',
    'eyJ.',
    'token=',
    'Bearer aa-1 ',
    '\\',
    '\\u0000',
    '\0',
    '%25',
    '%2525',
    '&#37;',
    'é日',
  ];
  const KEY_IN_BASE64 = Buffer.from('sk_live_0123').toString('base64');

  for (const part of [...PARTS, 'sk_live_0123 ', KEY_IN_BASE64, `${KEY_IN_BASE64} `]) {
    it(`is linear in the length of a text full of ${JSON.stringify(part)}`, () => {
      const [one, two] = [2 ** 15, 2 ** 16].map((length) => {
        let work = 0;
        const text = part.repeat(Math.ceil(length / part.length));
        find(text, NAMES, (searched) => (work = searched));
        return work;
      });
      expect(two).to.be.at.most((one ?? 0) * 2.1);
      expect(two).to.be.at.most(2 ** 16 * MOST_SEARCHED);
    });
  }

  it('ends at a bound, beyond which nothing of the text is shown', () => {
    const known = createRedactor();
    let text = 'A'.repeat(100);
    while (known.text(text).text === text) text = `${Buffer.from(text).toString('base64')} ${text}`;
    expect(known.text(text)).to.deep.equal({
      text: '[not shown: too much in it may be encoded]',
      found: [],
    });
  });

  it('needs no stack for a run of megabytes', () => {
    const run = 'Ab1'.repeat(2 ** 20);
    const known = createRedactor();
    expect(known.text(`${run} jwt=${run} Bearer ${run}`).text).to.equal(`${run} jwt=[jwt] Bearer [token]`);
  });
});
