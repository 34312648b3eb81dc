import { isObject, type Json, type JsonObject } from '../../src/model/json.js';
import { changed, type Change } from '../../src/reference-server/rewriting.js';
import { inArea, kebab, schema, type Mutant, type Row } from './mutant.js';
import { reading, readingMember } from './reading.js';

const VIEWPORT = 'BrowserViewport/properties';
const UPDATE = 'BrowserUpdateRequest/properties';

const INTEGERS = [
  ['viewport.width', `${VIEWPORT}/width/type`],
  ['viewport.height', `${VIEWPORT}/height/type`],
  ['viewport.refresh_rate', `${VIEWPORT}/refresh_rate/type`],
] as const;

const BOOLEANS = [
  ['disable_default_proxy', `${UPDATE}/disable_default_proxy/type`],
  ['profile.save_changes', 'BrowserProfile/properties/save_changes/type'],
  ['viewport.force', 'BrowserViewportUpdate/allOf/1/properties/force/type'],
] as const;

/** Values of a wrong type that are taken for what was probably meant, as loose parsers and frameworks do. */
export const coercions: readonly Mutant[] = inArea('field', [
  ...INTEGERS.flatMap(([path, clause]) => [
    takes(path, clause, 'text: digits in a string', (value) =>
      typeof value === 'string' && /^-?\d+$/.test(value) ? Number(value) : value,
    ),
    takes(path, clause, 'truncated-fraction: a fraction, and cuts it', (value) =>
      typeof value === 'number' ? Math.trunc(value) : value,
    ),
    takes(path, clause, 'array: the only item of an array', single),
  ]),
  takes('viewport.width', `${VIEWPORT}/width/type`, 'rounded-fraction: a fraction, and rounds it', (value) =>
    typeof value === 'number' ? Math.round(value) : value,
  ),
  takes(
    'viewport.height',
    `${VIEWPORT}/height/type`,
    'leading-digits: the digits before other text',
    (value) => (typeof value === 'string' && /^\d/.test(value) ? Number.parseInt(value, 10) : value),
  ),
  takes('viewport.refresh_rate', `${VIEWPORT}/refresh_rate/type`, 'boolean: true as 1, false as 0', (value) =>
    typeof value === 'boolean' ? Number(value) : value,
  ),
  takes('viewport.refresh_rate', `${VIEWPORT}/refresh_rate/type`, 'null: null as left out', absent),
  takes('viewport.refresh_rate', `${VIEWPORT}/refresh_rate/type`, 'empty-text: "" as left out', (value) =>
    value === '' ? undefined : value,
  ),
  ...BOOLEANS.flatMap(([path, clause]) => [
    takes(path, clause, 'text: the words true and false in strings', (value) =>
      value === 'true' || value === 'false' ? value === 'true' : value,
    ),
    takes(path, clause, 'number: 1 as true, 0 as false', (value) =>
      value === 1 || value === 0 ? value === 1 : value,
    ),
    takes(path, clause, 'null: null as left out', absent),
    takes(path, clause, 'anything: any value by its truth', Boolean),
  ]),
  takes('proxy_id', `${UPDATE}/proxy_id/type`, 'array: the only item of an array', single),
  takes('proxy_id', `${UPDATE}/proxy_id/type`, 'object: the id in an object', (value) =>
    isObject(value) ? value.id : value,
  ),
  takes('proxy_id', `${UPDATE}/proxy_id/type`, 'false: false as the empty string', (value) =>
    value === false ? '' : value,
  ),
  takes('proxy_id', `${UPDATE}/proxy_id/type`, 'zero: 0 as the empty string', (value) =>
    value === 0 ? '' : value,
  ),
  takes('profile', 'BrowserProfile/type', 'text: a string as its name', (value) =>
    typeof value === 'string' ? { name: value } : value,
  ),
  takes('profile', 'BrowserProfile/type', 'null: null as left out', absent),
  takes('profile', 'BrowserProfile/type', 'array: an array as left out', (value) =>
    Array.isArray(value) ? undefined : value,
  ),
  takes('profile.id', 'BrowserProfile/properties/id/type', 'null: null as left out', absent),
  takes('profile.id', 'BrowserProfile/properties/id/type', 'array: the only item of an array', single),
  takes('profile.name', 'BrowserProfile/properties/name/type', 'null: null as left out', absent),
  takes('profile.name', 'BrowserProfile/properties/name/type', 'array: the only item of an array', single),
  takes('viewport', `${UPDATE}/viewport`, 'null: null as left out', absent),
  takes('viewport', `${UPDATE}/viewport`, 'text: a string such as 1280x800', (value) => {
    const [, width, height] = typeof value === 'string' ? (/^(\d+)x(\d+)$/.exec(value) ?? []) : [];
    return width === undefined ? value : { width: Number(width), height: Number(height) };
  }),
  takes('viewport', `${UPDATE}/viewport`, 'array: an array of width and height', (value) => {
    const [width, height] = Array.isArray(value) ? value : [];
    return width === undefined || height === undefined ? value : { width, height };
  }),
  takes('viewport', `${UPDATE}/viewport`, 'empty-object: an object without members as left out', (value) =>
    isObject(value) && Object.keys(value).length === 0 ? undefined : value,
  ),
  fills('width', 1920),
  fills('height', 1080),
]);

/** @param what the end of the name, and of the sentence: `null: null as left out`. */
function takes(path: string, clause: string, what: string, change: Change): Row {
  const [slug, words] = what.split(': ');
  return {
    name: `${kebab(path)}-takes-${slug ?? ''}`,
    sentence: `${path} takes ${words ?? ''}.`,
    clause: schema(clause),
    how: readingMember(path, change),
  };
}

function fills(member: 'width' | 'height', value: number): Row {
  const filled = (body: JsonObject): Json =>
    changed(body, `viewport.${member}`, (given) => (given === undefined ? value : given));
  return {
    name: `viewport-fills-in-${member}`,
    sentence: `A viewport without ${member} gets the default one.`,
    clause: schema('BrowserViewport/required'),
    how: reading(filled),
  };
}

function single(value: Json | undefined): Json | undefined {
  return Array.isArray(value) && value.length === 1 ? value[0] : value;
}

function absent(value: Json | undefined): Json | undefined {
  return value === null ? undefined : value;
}
