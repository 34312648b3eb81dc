import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import type { Json, JsonObject } from '../model/json.js';
import { badRequest, type Outcome } from './answer.js';
import type {
  BrowserCreation,
  BrowserUpdate,
  ProfileCreation,
  ProxyCreation,
  ReplayStart,
} from './requests.js';
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
  const ajv = new Ajv2020({
    // The document holds annotations that JSON Schema does not know (example, x-…); `nullable` Ajv honours itself.
    strict: false,
    strictNumbers: true, // what no double holds would be shown as null
    allErrors: true,
    verbose: true,
    coerceTypes: false,
    useDefaults: false,
  });
  addFormats(ajv);
  ajv.addSchema(document, 'document');
  const validate = <T>(schema: object): Validate<T> => {
    const fits = ajv.compile<T>(schema);
    return (body) =>
      fits(body) ? { value: body } : { refusal: badRequest(schemaFaults(fits.errors ?? [])) };
  };
  return {
    update: validate<BrowserUpdate>({ $ref: 'document#/components/schemas/BrowserUpdateRequest' }),
    browser: validate<BrowserCreation>(browserCreation),
    profile: validate<ProfileCreation>(profileCreation),
    proxy: validate<ProxyCreation>(proxyCreation),
    replay: validate<ReplayStart>(replayStart),
  };
}
