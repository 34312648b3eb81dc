import type { Json } from '../model/json.js';
import { rewriteSchemas } from './rewrite-schemas.js';

/** Keywords next to which a wider `type` does not admit null: it has to bypass the whole schema. */
const REACHES_FARTHER = ['$ref', 'allOf', 'anyOf', 'oneOf', 'not', 'if'];

/**
 * Honours `nullable`. It is a keyword of OpenAPI 3.0 and means nothing to JSON Schema 2020-12, by which a 3.1 document
 * is read; but the contract uses it in a 3.1 document, and its authors, their types and their clients mean it. So
 * `nullable: true` admits null wherever it appears. A null that an adjacent `enum` or `const` does not list stays
 * forbidden: OpenAPI 3.0.3 says that `nullable` adds to `type` and to nothing else.
 * @returns a copy of the document (or schema) in the vocabulary of JSON Schema 2020-12. Only next to a keyword that
 *   reaches farther than `type` does the schema get another shape (`if`, `else`) than the document's.
 */
export function honourNullable(value: Json): Json {
  return rewriteSchemas(value, (schema) => {
    const { nullable, ...plain } = schema;
    if (typeof nullable !== 'boolean') return schema;
    if (!nullable) return plain; // Ajv rejects the keyword without an adjacent type
    if (!REACHES_FARTHER.some((keyword) => keyword in plain)) {
      if (plain.type === undefined) return plain;
      const types = Array.isArray(plain.type) ? plain.type : [plain.type];
      return { ...plain, type: types.includes('null') ? types : [...types, 'null'] };
    }
    const { enum: values, const: only, $defs: named, ...rest } = plain;
    return {
      ...(named === undefined ? {} : { $defs: named }), // where $ref looks for them
      ...(values === undefined ? {} : { enum: values }),
      ...(only === undefined ? {} : { const: only }),
      if: { type: 'null' },
      else: rest,
    };
  });
}
