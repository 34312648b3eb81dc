import { expect } from 'chai';
import { createRedactor, type Redactor } from './redact.js';

const KEY = 'sk_live/Ab+9"z=Q~7';
const PROXY = 'pr0xy p&ss<w>ord\\end';

function redactor(
  secrets: Record<string, string> = { KERNEL_API_KEY: KEY, PROXY_PASSWORD: PROXY },
): Redactor {
  const created = createRedactor();
  for (const [name, secret] of Object.entries(secrets)) created.learn(name, secret);
  return created;
}

const hex = (character: string, width: number): string =>
  character.charCodeAt(0).toString(16).padStart(width, '0');
const every = (text: string, write: (character: string, index: number) => string): string =>
  Array.from(text, write).join('');
const percent = (character: string): string => `%${hex(character, 2).toUpperCase()}`;
const base64 = (text: string): string => Buffer.from(text).toString('base64');

/** Each encoding, and how a secret is written in it. */
const ENCODINGS: Record<string, (secret: string) => string> = {
  'plain text': (secret) => secret,
  'percent encoding': encodeURIComponent,
  'percent encoding of every character': (secret) => every(secret, percent),
  'percent encoding in lower case': (secret) => every(secret, percent).toLowerCase(),
  'percent encoding of every other character': (secret) => every(secret, (c, i) => (i % 2 ? percent(c) : c)),
  'percent encoding twice': (secret) => encodeURIComponent(encodeURIComponent(secret)),
  'a form': (secret) => new URLSearchParams({ a: secret }).toString().slice(2),
  'a JSON string': (secret) => JSON.stringify(secret).slice(1, -1),
  'a JSON string with escaped slashes': (secret) =>
    JSON.stringify(secret).slice(1, -1).replaceAll('/', '\\/'),
  'JSON escapes of every character': (secret) => every(secret, (c) => `\\u${hex(c, 4)}`),
  'JSON escapes in upper case': (secret) => every(secret, (c) => `\\u${hex(c, 4).toUpperCase()}`),
  'JSON in JSON': (secret) => JSON.stringify(JSON.stringify(secret).slice(1, -1)).slice(1, -1),
  'JSON escapes of percent encoding': (secret) => every(every(secret, percent), (c) => `\\u${hex(c, 4)}`),
  'decimal HTML entities': (secret) => every(secret, (c) => `&#${c.charCodeAt(0)};`),
  'hexadecimal HTML entities': (secret) => every(secret, (c) => `&#x${hex(c, 4)};`),
  'named HTML entities': (secret) =>
    secret.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;'),
  'all escapes in turn': (secret) =>
    every(secret, (c, i) => [percent(c), `\\u${hex(c, 4)}`, `&#${c.charCodeAt(0)};`][i % 3] ?? c),
  hex: (secret) => Buffer.from(secret).toString('hex'),
  'hex in upper case': (secret) => Buffer.from(secret).toString('hex').toUpperCase(),
};

describe('redaction of learned secrets', () => {
  for (const [encoding, write] of Object.entries(ENCODINGS)) {
    it(`masks a secret in ${encoding}`, () => {
      for (const [name, secret] of Object.entries({ KERNEL_API_KEY: KEY, PROXY_PASSWORD: PROXY })) {
        expect(redactor().text(`before, ${write(secret)} after`)).to.deep.equal({
          text: `before, [${name}] after`,
          found: [name],
        });
      }
    });
  }

  it('masks a secret with non-ASCII characters', () => {
    const known = redactor({ SECRET: 'pässwörd-😀' });
    for (const write of ['plain text', 'percent encoding', 'hex'].map((name) => ENCODINGS[name])) {
      expect(known.text(`<${write?.('pässwörd-😀') ?? ''}>`).text).to.equal('<[SECRET]>');
    }
    expect(known.text('<p&#228;ssw\\u00f6rd-\\ud83d\\ude00>').text).to.equal('<[SECRET]>');
  });

  it('masks a secret that itself looks escaped', () => {
    const secret = 'p%41ss "&lt;w\\u0041rd';
    for (const [encoding, write] of Object.entries(ENCODINGS)) {
      expect(redactor({ SECRET: secret }).text(`<${write(secret)}>`).text, encoding).to.equal('<[SECRET]>');
    }
  });

  it('masks a secret inside base64 and base64url, at every offset', () => {
    for (const lead of ['', 'u', 'us', 'user', 'user:']) {
      for (const tail of ['', 'x', 'xy', 'xyz']) {
        for (const encoding of ['base64', 'base64url'] as const) {
          const secret = '?>sk~~live\u007f??>>-Ab9';
          const text = Buffer.from(lead + secret + tail).toString(encoding);
          const { text: masked, found } = redactor({ SECRET: secret }).text(`{"value":"${text}"}`);
          expect(found, `${encoding} of ${lead}…${tail}`).to.deep.equal(['SECRET']);
          // Only characters that hold no bit of the secret are left.
          const kept = Math.floor((lead.length * 8) / 6) + Math.ceil((tail.length * 8) / 6);
          const left = masked
            .replace('[SECRET]', '')
            .replace('{"value":"', '')
            .replace('"}', '')
            .replaceAll('=', '');
          expect(left.length, masked).to.be.at.most(kept);
          expect(JSON.parse(masked)).to.have.property('value');
        }
      }
    }
  });

  it('masks base64 that is percent-encoded or escaped itself', () => {
    const known = redactor({ SECRET: '?>sk~~live??>>-Ab9' });
    const text = base64('?>sk~~live??>>-Ab9');
    expect(text).to.match(/[+/]/);
    expect(known.text(encodeURIComponent(text)).found).to.deep.equal(['SECRET']);
    expect(known.text(text.replaceAll('/', '\\/')).found).to.deep.equal(['SECRET']);
  });

  it('masks every occurrence and names what it found, in order of appearance', () => {
    const { text, found } = redactor().text(`${PROXY} ${KEY} ${KEY}${PROXY}`);
    expect(text).to.equal('[PROXY_PASSWORD] [KERNEL_API_KEY] [KERNEL_API_KEY][PROXY_PASSWORD]');
    expect(found).to.deep.equal(['PROXY_PASSWORD', 'KERNEL_API_KEY']);
  });

  it('prefers the longer of two secrets, in either order of learning', () => {
    const [long, short] = ['abcdefgh-12345678', 'abcdefgh'];
    for (const known of [redactor({ long, short }), redactor({ short, long })]) {
      expect(known.text(`${long} ${short}`)).to.deep.equal({
        text: '[long] [short]',
        found: ['long', 'short'],
      });
      expect(known.text(every(long, percent))).to.deep.equal({ text: '[long]', found: ['long'] });
    }
  });

  it('masks both of two secrets that overlap', () => {
    const known = redactor({ one: 'aaaabbbbcccc', two: 'ccccddddeeee' });
    expect(known.text('-aaaabbbbccccddddeeee-')).to.deep.equal({
      text: '-[one][two]-',
      found: ['one', 'two'],
    });
  });

  it('refuses secrets that are too short, and names that cannot be shown', () => {
    const known = createRedactor();
    expect(() => known.learn('SHORT', 'sevench')).to.throw(
      Error,
      /^The secret SHORT has fewer than 8 characters.*\.$/,
    );
    expect(() => known.learn('a "name"', 'long enough')).to.throw(
      Error,
      /^The name of a secret must consist.*\.$/,
    );
    expect(() => known.learn('MY_API_KEY', 'MY_API_KEY')).to.throw(Error, /^A secret is part of a name.*\.$/);
    expect(known.text('sevench MY_API_KEY long enough').found).to.deep.equal([]);
  });
});

describe('redaction of unlearned tokens', () => {
  const rows: [raw: string, masked: string][] = [
    ['wss://h/browser/cdp?jwt=abc-1.d_e&x=1', 'wss://h/browser/cdp?jwt=[jwt]&x=1'],
    ['wss://h/cdp?jwt=eyJ0eXAi...', 'wss://h/cdp?jwt=[jwt]'],
    ['?token=a%2Bb%3D%3D&access_token=c#d', '?token=[token]&access_token=[token]#d'],
    ['?api_key=k1&b=2', '?api_key=[token]&b=2'],
    ['?u=https%3A%2F%2Fh%3Fjwt%3Dabc%26x%3D1&y=2', '?u=https%3A%2F%2Fh%3Fjwt%3D[jwt]%26x%3D1&y=2'],
    ['?u=jwt%253Dabc%2526x%253D1', '?u=jwt%253D[jwt]%2526x%253D1'],
    ['{"u":"?jwt\\u003dabc\\u0026x\\u003d1"}', '{"u":"?jwt\\u003d[jwt]\\u0026x\\u003d1"}'],
    ['{"u":"?a=1\\u0026token=ab\\/c"}', '{"u":"?a=1\\u0026token=[token]"}'],
    ['<a href="?jwt=abc&amp;x=1">', '<a href="?jwt=[jwt]&amp;x=1">'],
    ['{"t":"eyJhbGciOi.eyJzdWIi.c2ln-_"}', '{"t":"[jwt]"}'],
    ['%3DeyJhbGciOi%2EeyJzdWIi%2Ec2ln', '%3D[jwt]'],
    ['Authorization: Bearer sk_live_1234', 'Authorization: Bearer [token]'],
    ['{"authorization":"Basic dXNlcjpzZWNyZXQ="}', '{"authorization":"Basic [token]"}'],
    ['Bearer%20sk_live_1234&x', 'Bearer%20[token]&x'],
  ];
  for (const [raw, masked] of rows) {
    it(`masks ${raw}`, () => {
      expect(createRedactor().text(raw)).to.deep.equal({ text: masked, found: [] });
    });
  }

  it('names the learned secret where a token holds one', () => {
    const known = redactor({ KERNEL_API_KEY: 'sk-0123456789' });
    expect(known.text('Bearer sk-0123456789 ?token=x-sk-0123456789-y&z')).to.deep.equal({
      text: 'Bearer [KERNEL_API_KEY] ?token=[KERNEL_API_KEY]&z',
      found: ['KERNEL_API_KEY'],
    });
    expect(known.text(`Basic ${base64('user:sk-0123456789')}`).text).to.equal('Basic [KERNEL_API_KEY]');
  });
});

describe('redaction of ordinary text', () => {
  const ordinary = [
    '',
    '{"session_id":"htzv5orfit78e1m2biiifpbv","headless":false,"viewport":{"width":1280,"height":800}}',
    'Unauthorized: missing or invalid Bearer token. Bearer authentication is required.',
    'www-authenticate: Bearer realm="kernel", Bearer error_description="x", Bearer resource_metadata="y"',
    'authorization: Bearer $KERNEL_API_KEY, Bearer [KERNEL_API_KEY], ?token=$TOKEN&jwt=[jwt]&token={t}&jwt=',
    'Basic authentication, a Basic 1280x800 viewport, tokens=12, eyJust.a word, key=value',
    'pass breach known stale drift blocked suite error 200 400 2026-05-25T10:00:00.000Z 0x7f3c',
    'half a key: sk_live/Ab+9, 100% \\ %zz \\u12 &nope; &#; \\x \u2028 \ud800 😀 %F0%9F \\\\',
    JSON.stringify({ text: 'a "quote", a \\ and a \n, <b>&amp;</b>', nested: JSON.stringify({ a: '\\"' }) }),
  ];
  for (const text of ordinary) {
    it(`leaves ${JSON.stringify(text.slice(0, 60))} as it is`, () => {
      expect(redactor().text(text)).to.deep.equal({ text, found: [] });
    });
  }
});

describe('redaction of JSON', () => {
  const hostile: Record<string, string> = {
    'starts like an escape': 'nabc12345',
    'starts like the digits of an escape': '0041abcdefgh',
    'ends in a backslash': 'abcdefgh\\',
    'is full of quotes': '"":"",""{}',
    'is full of backslashes': '\\\\\\\\\\\\\\\\',
    'starts with u and digits': 'u0041bcdef',
    'contains an escape': 'ab\\u0041cd\\nef',
  };
  const surroundings: ((written: string) => string)[] = [
    (written) => `{"a":"${written}"}`,
    (written) => `{"a":"\\\\${written}\\\\","b":[1,"\\"${written}\\""]}`,
    (written) => `{"a":"\\${written}"}`,
    (written) => `{"a":"\\u${written}"}`,
    (written) => `{"a":"\\u00${written.slice(2)}"}`,
    (written) => `{"a":"x${written}\\"y\\u0041${written}\\\\"}`,
    (written) => JSON.stringify({ a: `{"b":"\\n${written}\\\\"}` }),
    (written) => `{"a":"\\u123eyJhbGciOi.b.c","t":"token=${written}\\""}`,
  ];
  for (const [what, secret] of Object.entries(hostile)) {
    it(`stays JSON around a secret that ${what}`, () => {
      const known = redactor({ SECRET: secret });
      let tried = 0;
      for (const surround of surroundings) {
        for (const written of [secret, JSON.stringify(secret).slice(1, -1), every(secret, percent)]) {
          const text = surround(written);
          if (!isJsonText(text)) continue;
          tried += 1;
          const masked = known.text(text).text;
          expect(isJsonText(masked), `${text} became ${masked}`).to.equal(true);
          expect(known.text(masked)).to.deep.equal({ text: masked, found: [] });
        }
      }
      expect(tried).to.be.greaterThan(5);
    });
  }

  it('leaves no secret in the parsed result', () => {
    const body = {
      key: KEY,
      list: [PROXY, { url: `https://h/?k=${encodeURIComponent(KEY)}&jwt=abc` }],
      n: 1280,
    };
    const { text } = redactor().text(JSON.stringify(body));
    expect(JSON.parse(text)).to.deep.equal({
      key: '[KERNEL_API_KEY]',
      list: ['[PROXY_PASSWORD]', { url: 'https://h/?k=[KERNEL_API_KEY]&jwt=[jwt]' }],
      n: 1280,
    });
  });
});

describe('redaction as a whole', () => {
  it('changes nothing the second time', () => {
    const known = redactor();
    const written = Object.values(ENCODINGS).flatMap((write) => [write(KEY), write(PROXY)]);
    const text = `${written.join(' ')} ${KEY}Bearer sk_live_1234 token=${KEY}x ${base64(`user:${KEY}`)} eyJa.${KEY}.b`;
    const once = known.text(text).text;
    expect(known.text(once)).to.deep.equal({ text: once, found: [] });
  });
});

function isJsonText(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
