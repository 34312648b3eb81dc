import { isObject, type Json } from '../../model/json.js';

/** Every sentence of the descriptions and summaries in a part of a document. */
export function sentencesIn(value: Json): Set<string> {
  const found = new Set<string>();
  collect(value, found);
  return found;
}

function collect(value: Json, found: Set<string>): void {
  if (Array.isArray(value)) for (const item of value) collect(item, found);
  else if (isObject(value)) {
    for (const [name, member] of Object.entries(value)) {
      const isProse = (name === 'description' || name === 'summary') && typeof member === 'string';
      if (!isProse) collect(member, found);
      else for (const sentence of member.split(/(?<=[.!?])\s+(?=[A-Z])/)) found.add(sentence);
    }
  }
}
