import type { JsonObject } from '../../../src/model/json.js';

/** A Go type that JSON is decoded into. */
export type GoType = 'string' | 'int' | 'bool' | Struct | Union;

export interface Struct {
  /** With its package, as errors show it. */
  readonly name: string;
  readonly fields: Readonly<Record<string, GoType>>;
  /** The zero values of the fields that are no pointers: these are never absent, and null leaves them as they are. */
  readonly zero: JsonObject;
}

/** What oapi-codegen generates from `oneOf`: a struct with a decoder of its own, which goes by way of a map. */
export interface Union {
  readonly members: Readonly<Record<string, GoType>>;
}
