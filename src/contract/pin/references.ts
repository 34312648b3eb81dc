import { isObject, type Json } from '../../model/json.js';
import { at, below, type ContractDocument } from '../document.js';

/** Members whose values are examples of what an API sends: what looks like a reference in them is none. */
const SAMPLES: ReadonlySet<string> = new Set(['example', 'examples', 'default', 'enum', 'const']);
/** Members that hold things by name: their names are free. */
const NAMED: ReadonlySet<string> = new Set(['properties', 'patternProperties', '$defs', 'dependentSchemas']);

/** Every `$ref` in a part of a document, the schemas that a `discriminator` maps to included. */
export function referencesIn(document: ContractDocument, value: Json, isNamed = false): string[] {
  if (Array.isArray(value)) return value.flatMap((item) => referencesIn(document, item));
  if (!isObject(value)) return [];
  return Object.entries(value).flatMap(([name, member]) => {
    if (isNamed) return referencesIn(document, member);
    if (name === '$ref' && typeof member === 'string') return [member];
    if (name === 'discriminator') return mapped(document, member);
    return SAMPLES.has(name) ? [] : referencesIn(document, member, NAMED.has(name));
  });
}

function mapped(document: ContractDocument, discriminator: Json): string[] {
  const mapping = isObject(discriminator) ? discriminator.mapping : undefined;
  const texts = isObject(mapping) ? Object.values(mapping).filter((one) => typeof one === 'string') : [];
  return texts.map((text) => {
    const component = below('#/components/schemas', text);
    return at(document, component) === undefined ? text : component;
  });
}

/** The security schemes that requirements name, by their pointers. */
export function schemesIn(requirements: Json | undefined): string[] {
  const named = Array.isArray(requirements) ? requirements.filter(isObject) : [];
  return named.flatMap((one) => Object.keys(one).map((name) => below('#/components/securitySchemes', name)));
}
