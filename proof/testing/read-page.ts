import { inflateSync } from 'node:zlib';
import { isObject, parseJson } from '../../src/model/json.js';

/** Everything that a page holds packed, as text: nothing in it may escape a search. */
export function unpackedPage(page: string): string {
  const [, json = ''] = /id="case-data">(.*?)<\/script>/s.exec(page) ?? [];
  const data = parseJson(json);
  if (!isObject(data) || !Array.isArray(data.packs)) throw new Error('The page holds no cases.');
  const packs = [data.index, ...data.packs].filter((pack) => typeof pack === 'string');
  return packs.map((pack) => inflateSync(Buffer.from(pack, 'base64')).toString('utf8')).join('\n');
}
