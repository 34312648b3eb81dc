import { isObject, type Json, type JsonObject } from '../../src/model/json.js';
import { changed, type Change } from '../../src/reference-server/rewriting.js';
import { inArea, kebab, schema, type Mutant, type Row } from './mutant.js';
import { isRecording, reading, readingMember, whereSession } from './reading.js';

const VIEWPORT = 'BrowserViewport/properties';
const UPDATE = 'BrowserUpdateRequest/properties';
const FORCE = 'BrowserViewportUpdate/allOf/1/properties/force';

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
  takes('viewport', `${UPDATE}/viewport`, 'empty-array: an array without items as left out', (value) =>
    Array.isArray(value) && value.length === 0 ? undefined : value,
  ),
  takes('viewport.force', `${FORCE}/type`, 'yes: the text yes as true', (value) =>
    value === 'yes' ? true : value,
  ),
  {
    name: 'viewport-force-takes-text-while-recorded',
    sentence: 'viewport.force takes a text as true while a replay is recorded.',
    clause: schema(`${FORCE}/type`),
    how: whereSession(
      (browser) => isRecording(browser, new Date()),
      readingMember('viewport.force', (value) => (typeof value === 'string' ? true : value)),
    ),
  },
  {
    name: 'refresh-rate-takes-text-beside-force',
    sentence: 'viewport.refresh_rate takes a text as 60 beside force.',
    clause: schema('BrowserViewport/properties/refresh_rate/type'),
    how: whereSession(
      (_, { viewport }) => isObject(viewport) && 'force' in viewport,
      readingMember('viewport.refresh_rate', (value) => (typeof value === 'string' ? 60 : value)),
    ),
  },
  {
    name: 'refresh-rate-takes-null-on-headful',
    sentence: 'viewport.refresh_rate takes null as left out on a headful session.',
    clause: schema('BrowserViewport/properties/refresh_rate/type'),
    how: whereSession(({ headless }) => !headless, readingMember('viewport.refresh_rate', absent)),
  },
  {
    name: 'profile-save-changes-takes-text-by-name',
    sentence: 'profile.save_changes takes a text as true where the profile is chosen by name.',
    clause: schema('BrowserProfile/properties/save_changes/type'),
    how: whereSession(
      (_, { profile }) => isObject(profile) && 'name' in profile,
      readingMember('profile.save_changes', (value) => (typeof value === 'string' ? true : value)),
    ),
  },
  {
    name: 'body-takes-a-list-of-one',
    sentence: 'The only item of a list is taken for the update.',
    clause: schema('BrowserUpdateRequest/type'),
    how: ({ steps }) => ({
      steps: {
        parseBody: (bytes, type) => steps.parseBody(bytes === undefined ? bytes : onlyItem(bytes), type),
      },
    }),
  },
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

/** The text of the only object in a list; other texts stay as they are. */
function onlyItem(bytes: Uint8Array): Uint8Array {
  const item = /^\[(\{.*\})\]$/s.exec(Buffer.from(bytes).toString())?.[1];
  return item === undefined ? bytes : Buffer.from(item);
}

function single(value: Json | undefined): Json | undefined {
  return Array.isArray(value) && value.length === 1 ? value[0] : value;
}

function absent(value: Json | undefined): Json | undefined {
  return value === null ? undefined : value;
}
