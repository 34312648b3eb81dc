import type { Ajv2020 } from 'ajv/dist/2020.js';
import type { Json, JsonObject } from '../model/json.js';
import { badRequest, type Outcome } from './answer.js';
import { withoutRequired } from './direction.js';
import { updateSchema } from './operation.js';
import { keeping, refusingTaken, type RefuseTaken } from './other-members.js';
import type {
  BrowserCreation,
  BrowserUpdate,
  ProfileCreation,
  ProxyCreation,
  ReplayStart,
} from './requests.js';
import { createAjv, DOCUMENT } from './schema-compiler.js';
import { membersOf } from './schema-parts.js';
import { schemaFaults } from './schema-problems.js';
import { browserCreation, profileCreation, proxyCreation, replayStart } from './set-up-schemas.js';

/** Lets a body through as what it is, or refuses it with all its faults. */
export type Validate<T> = (body: Json) => Outcome<T>;

export interface Schemas {
  readonly update: Validate<BrowserUpdate>;
  readonly browser: Validate<BrowserCreation>;
  readonly profile: Validate<ProfileCreation>;
  readonly proxy: Validate<ProxyCreation>;
  readonly replay: Validate<ReplayStart>;
  /** What is kept of a creation besides what the server knows. */
  readonly kept: (body: object) => JsonObject;
  readonly refuseTaken: RefuseTaken;
}

/** Compiling is by far the dearest part of starting a reference server: it is done once for each document. */
const compiled = new WeakMap<JsonObject, Schemas>();

/**
 * Compiles the schemas of all request bodies; the one of the update is the document's own.
 * @throws Error when the document's schemas do not compile.
 */
export function compileSchemas(document: JsonObject): Schemas {
  const before = compiled.get(document);
  if (before !== undefined) return before;
  const made = compile(document);
  compiled.set(document, made);
  return made;
}

function compile(document: JsonObject): Schemas {
  const update = updateSchema(document);
  const ajv = createAjv(withoutRequired(document, 'readOnly'));
  return {
    update: validating<BrowserUpdate>(ajv, { $ref: DOCUMENT + update }),
    browser: validating<BrowserCreation>(ajv, browserCreation(sharedSchemas(document, update))),
    profile: validating<ProfileCreation>(ajv, profileCreation),
    proxy: validating<ProxyCreation>(ajv, proxyCreation),
    replay: validating<ReplayStart>(ajv, replayStart),
    kept: keeping(document),
    refuseTaken: refusingTaken(document),
  };
}

function validating<T>(ajv: Ajv2020, schema: object): Validate<T> {
  const fits = ajv.compile<T>(schema);
  return (body) => (fits(body) ? { value: body } : { refusal: badRequest(schemaFaults(fits.errors ?? [])) });
}

/** The schemas that an update gives to the members of the document which a creation takes, too. */
function sharedSchemas(document: JsonObject, update: string): Record<string, object> {
  const { named } = membersOf(document, [update]);
  return Object.fromEntries(
    [...named].map(([name, { pointers }]) => [
      name,
      { allOf: pointers.map((pointer) => ({ $ref: DOCUMENT + pointer })) },
    ]),
  );
}
