import { isObject, type Json, type JsonObject } from '../../src/model/json.js';
import { badRequest } from '../../src/reference-server/answer.js';
import { compileSchemas, type Validate } from '../../src/reference-server/request-schema.js';
import type { BrowserUpdate } from '../../src/reference-server/requests.js';
import { changed } from '../../src/reference-server/rewriting.js';

/** Statements of the document that no handler looks at, below its schemas. */
const IGNORED = [
  'BrowserViewport.properties.width.minimum',
  'BrowserViewport.properties.width.maximum',
  'BrowserViewport.properties.height.minimum',
  'BrowserViewport.properties.height.maximum',
  'BrowserProfile.properties.name.minLength',
  'BrowserProfile.properties.name.maxLength',
  'BrowserProfile.properties.name.pattern',
  'BrowserProfile.oneOf',
];

/** What the handlers check in an update that was decoded: that sizes are positive, and that a profile is named. */
export function checkByHand(document: JsonObject): Validate<BrowserUpdate> {
  const loose = IGNORED.reduce(
    (given, place) => changed(given, `components.schemas.${place}`, () => undefined),
    document,
  );
  const validate = compileSchemas(loose).update;
  return (body) => {
    const faults = faultsOf(body);
    return faults.length > 0 ? { refusal: badRequest(faults) } : validate(body);
  };
}

function faultsOf(body: Json): string[] {
  const { profile, viewport } = isObject(body) ? body : {};
  const sizes = isObject(viewport) ? [viewport.width, viewport.height] : [];
  const isNameless = isObject(profile) && profile.id === undefined && profile.name === undefined;
  return [
    ...(isNameless ? ['profile must have an id or a name.'] : []),
    ...(sizes.some((size) => typeof size !== 'number' || size <= 0)
      ? ['viewport.width and viewport.height must be positive.']
      : []),
  ];
}
