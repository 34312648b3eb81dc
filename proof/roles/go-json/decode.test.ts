import { expect } from 'chai';
import type { JsonObject } from '../../../src/model/json.js';
import { decode } from './decode.js';
import type { Struct } from './go-type.js';

/** Fields of every kind. What is expected of them was compared with Go 1.26. */
const THING: Struct = {
  name: 'api.Thing',
  fields: {
    text: 'string',
    flag: 'bool',
    kiosk: 'bool',
    size: {
      name: 'api.Size',
      fields: { width: 'int', rate: 'int' },
      zero: { width: 0 },
    },
    choice: { members: { id: 'string', name: 'string' } },
  },
  zero: {},
};

/** A body, as text or as `latin1` bytes after `bytes:`, and the struct or Go's error. */
type Row = readonly [body: string, expected: JsonObject | string];

const TABLES: Readonly<Record<string, readonly Row[]>> = {
  'the first value of a body': [
    ['{"text":"a"}', { text: 'a' }],
    [' \t\r\n{ "text" : "a" , "flag" : true } ', { text: 'a', flag: true }],
    ['{"text":"a"}}', { text: 'a' }],
    ['{"text":"a"}{"text":"b"}', { text: 'a' }],
    ['{} nonsense', {}],
    ['null', {}],
    ['nullnull', {}],
    ['{"other":[1,[],{"text":[{}]},"a",null,-1.5e-3]}', {}],
    ['{"__proto__":{"text":"a"},"constructor":1}', {}],
  ],
  'bodies that end too early': [
    ['', 'EOF'],
    [' \n', 'EOF'],
    ['{', 'unexpected EOF'],
    ['{"text', 'unexpected EOF'],
    ['{"text":tru', 'unexpected EOF'],
    ['{"size":{"width":1', 'unexpected EOF'],
    ['-', 'unexpected EOF'],
  ],
  'bodies that are not JSON': [
    ['x', "invalid character 'x' looking for beginning of value"],
    ["'", "invalid character '\\'' looking for beginning of value"],
    ['\ufeff{}', "invalid character 'ï' looking for beginning of value"],
    ['bytes:\x07', "invalid character '\\a' looking for beginning of value"],
    ['bytes:\x7f', "invalid character '\\x7f' looking for beginning of value"],
    ['bytes:\x80', "invalid character '\\u0080' looking for beginning of value"],
    ['{,', "invalid character ',' looking for beginning of object key string"],
    ['{"a":1,}', "invalid character '}' looking for beginning of object key string"],
    ['{"a" 1}', "invalid character '1' after object key"],
    ['{"a":1 "b":2}', `invalid character '"' after object key:value pair`],
    ['[1 2]', "invalid character '2' after array element"],
    ['[1,]', "invalid character ']' looking for beginning of value"],
    ['[01]', "invalid character '1' after array element"],
    ['[-x]', "invalid character 'x' in numeric literal"],
    ['[1.]', "invalid character ']' after decimal point in numeric literal"],
    ['[1e+]', "invalid character ']' in exponent of numeric literal"],
    ['[trux]', "invalid character 'x' in literal true (expecting 'e')"],
    ['["\t"]', "invalid character '\\t' in string literal"],
    ['["\\x"]', "invalid character 'x' in string escape code"],
    ['["\\u12g4"]', "invalid character 'g' in \\u hexadecimal character escape"],
    ['['.repeat(10_001), "invalid character '[' exceeded max depth"],
  ],
  'values of a wrong type': [
    ['1', 'json: cannot unmarshal number into Go value of type api.Thing'],
    ['"a"', 'json: cannot unmarshal string into Go value of type api.Thing'],
    ['{"text":1}', 'json: cannot unmarshal number into Go struct field Thing.text of type string'],
    ['{"flag":"true"}', 'json: cannot unmarshal string into Go struct field Thing.flag of type bool'],
    ['{"size":true}', 'json: cannot unmarshal bool into Go struct field Thing.size of type api.Size'],
    ['{"size":{"rate":[]}}', 'json: cannot unmarshal array into Go struct field Size.size.rate of type int'],
    [
      '{"choice":{"id":1},"flag":1}',
      "error reading 'id': json: cannot unmarshal number into Go value of type string",
    ],
    [
      '{"flag":1,"choice":[]}',
      'json: cannot unmarshal array into Go struct field Thing.choice of type map[string]json.RawMessage',
    ],
    ['{"text":1,"flag":1}', 'json: cannot unmarshal number into Go struct field Thing.text of type string'],
    ['{"text":1,}', "invalid character '}' looking for beginning of object key string"],
  ],
  'whole numbers': [
    ['{"size":{"width":-0,"rate":7}}', { size: { width: 0, rate: 7 } }],
    ['{"size":{"width":-9223372036854775808}}', { size: { width: -(2 ** 63) } }],
    ...['9223372036854775808', '1.0', '1e3', '1E3', '-0.5'].map((number): Row => [
      `{"size":{"width":${number}}}`,
      `json: cannot unmarshal number ${number} into Go struct field Size.size.width of type int`,
    ]),
  ],
  'names of members': [
    ['{"TEXT":"a","Size":{"WIDTH":1}}', { text: 'a', size: { width: 1 } }],
    ['{"\u017fize":{},"\u212aiosk":true}', { size: { width: 0 }, kiosk: true }],
    ['{"\\u0074ext":"a"}', { text: 'a' }],
    ['{"text":"a","Text":"b"}', { text: 'b' }],
    ['{"choice":{"ID":"a","name":"b"}}', { choice: { name: 'b' } }],
    ['{"f\u0142ag":true,"\u0131d":1,"size ":1}', {}],
  ],
  'members that are named twice': [
    ['{"text":"a","text":"b"}', { text: 'b' }],
    ['{"size":{"width":1,"rate":2},"size":{"rate":3}}', { size: { width: 1, rate: 3 } }],
    ['{"size":{"width":1},"size":null,"size":{}}', { size: { width: 0 } }],
    ['{"choice":{"id":"a"},"choice":{"name":"b"}}', { choice: { id: 'a', name: 'b' } }],
    ['{"choice":{"id":1,"id":"a"}}', { choice: { id: 'a' } }],
  ],
  null: [
    ['{"text":null,"flag":null,"size":null,"choice":null}', {}],
    ['{"text":"a","text":null}', {}],
    ['{"size":{"width":1,"width":null,"rate":2,"rate":null}}', { size: { width: 1 } }],
    ['{"choice":{"id":null,"name":"b"}}', { choice: { name: 'b' } }],
  ],
  texts: [
    ['{"text":"\\"\\\\\\/\\b\\f\\n\\r\\t\\u00e9é😀"}', { text: '"\\/\b\f\n\r\téé😀' }],
    ['{"text":"\\ud83d\\ude00"}', { text: '😀' }],
    ['{"text":"\\ud83d"}', { text: '\ufffd' }],
    ['{"text":"\\ude00\\ud83d\\ud83d\\ude00"}', { text: '\ufffd\ufffd😀' }],
    ['bytes:{"text":"a\xffb"}', { text: 'a\ufffdb' }],
    ['bytes:{"text":"\xe2\x82"}', { text: '\ufffd\ufffd' }],
    ['bytes:{"text":"\xed\xa0\x80\xc0\xaf"}', { text: '\ufffd'.repeat(5) }],
    ['bytes:{"text":"\xf0\x9f\x98\x80"}', { text: '😀' }],
  ],
};

describe("the decoder with Go's semantics", () => {
  for (const [what, rows] of Object.entries(TABLES)) {
    describe(`on ${what}`, () => {
      for (const [body, expected] of rows) {
        it(JSON.stringify(body.slice(0, 60)), () => {
          const isBytes = body.startsWith('bytes:');
          const bytes = isBytes ? Buffer.from(body.slice('bytes:'.length), 'latin1') : Buffer.from(body);
          const wanted = typeof expected === 'string' ? { fault: expected } : { value: expected };
          expect(decode(bytes, THING)).to.deep.equal(wanted);
        });
      }
    });
  }

  it('reads as deep as Go does', () => {
    const deep = (levels: number): Buffer =>
      Buffer.from(`{"other":${'['.repeat(levels)}${']'.repeat(levels)}}`);
    expect(decode(deep(9_999), THING)).to.deep.equal({ value: {} });
    expect(decode(deep(10_000), THING)).to.have.property('fault');
  });
});
