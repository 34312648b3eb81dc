import { isObject, sameJson, type Json } from '../model/json.js';
import { at, type ContractDocument } from './document.js';
import { isPinned, pinnedDocument } from './pinned-document.js';
import { placesAt, samePlace, type Located, type Place } from './places.js';
import { loadRequirements, type Requirement } from './requirements.js';
import { isAnnotation } from './schema.js';
import { likest, sentencesAt } from './sentences.js';

/** What became of a requirement of the pinned document in another one. */
export interface FollowedRequirement {
  /** `reworded`: the place is there, but not the sentence, or its schema states something else. `gone`: it is not there. */
  readonly change: 'none' | 'reworded' | 'gone';
  /** Undefined where the pinned document itself has no such place. */
  readonly place: Place | undefined;
  /** The keyword of a schema statement: `oneOf`; empty for the whole of a place. */
  readonly keyword: string;
  /** Where the document in use says it; of one that is gone, where the pinned one did. */
  readonly pointer: string;
  /** What the document in use says there; empty where it has no sentence that comes near. */
  readonly text: string;
}

/**
 * Follows a requirement to another document by its place, not by its pointer: components and path parameters may be
 * called anything.
 */
export function followRequirement(
  requirement: Pick<Requirement, 'pointer' | 'text' | 'isSentence'>,
  document: ContractDocument,
): FollowedRequirement {
  const { pointer, text, isSentence } = requirement;
  const { places, rest } = placesAt(pinnedDocument(), pointer);
  const [first] = places;
  const keyword = rest.slice(1);
  const base = { place: first, keyword, pointer, text };
  const lost = { ...base, keyword: '', change: 'gone' } as const;
  if (first === undefined) return lost;
  // A schema of the request may also describe an answer: what is said of an answer is another matter.
  const alike = places.filter(({ kind }) => kind === first.kind);
  const located = alike.flatMap((place) => samePlace(document, place) ?? [])[0];
  if (located === undefined) return lost;
  const found = isSentence
    ? followedSentence(text, located, document)
    : followedStatement(pointer, rest, located, document);
  return { ...base, place: located.place, ...(found ?? { change: 'gone' }), ...unlessReworded(found, text) };
}

/**
 * The requirements as a document has them: at its own places, and in its own words. What it does not say is left out.
 */
export function requirementsOf(document: ContractDocument): readonly Requirement[] {
  const all = loadRequirements();
  if (isPinned(document)) return all;
  return all.flatMap((requirement) => {
    const { change, pointer, text } = followRequirement(requirement, document);
    return change === 'gone' || text === '' ? [] : [{ ...requirement, pointer, text }];
  });
}

type Found = Pick<FollowedRequirement, 'change' | 'pointer' | 'text'>;

/** What has not changed is said in the words of the list of requirements. */
function unlessReworded(found: Found | undefined, text: string): { readonly text?: string } {
  return found?.change === 'reworded' ? {} : { text };
}

function followedSentence(text: string, { pointers, place }: Located, document: ContractDocument): Found {
  const sentences = sentencesAt(document, pointers);
  const same = sentences.find((sentence) => sentence.text === text);
  if (same !== undefined) return { change: 'none', ...same };
  const before = samePlace(pinnedDocument(), place)?.pointers ?? [];
  const old = sentencesAt(pinnedDocument(), before).map((sentence) => sentence.text);
  const fresh = sentences.filter((sentence) => !old.includes(sentence.text));
  const pointer = sentences[0]?.pointer ?? pointers.at(-1) ?? '';
  const only = old.length === 1 && fresh.length === 1 ? fresh[0] : undefined;
  return { change: 'reworded', pointer, text: '', ...(only ?? likest(text, fresh)) };
}

/** Of several schemas at the place, one that states the same is what the requirement rests on. */
function followedStatement(
  pointer: string,
  rest: string,
  { pointers }: Located,
  document: ContractDocument,
): Found | undefined {
  const stated = pointers
    .map((outer) => `${outer}${rest}`)
    .filter((inner) => at(document, inner) !== undefined);
  const [first] = stated;
  if (first === undefined) return undefined;
  const wanted = essence(at(pinnedDocument(), pointer));
  const same = stated.find((inner) => sameJson(essence(at(document, inner)), wanted));
  return { change: same === undefined ? 'reworded' : 'none', pointer: same ?? first, text: '' };
}

/** What a schema itself asserts: not what it says in words, nor what the schemas inside it assert. */
function essence(value: Json | undefined): Json {
  if (Array.isArray(value)) {
    const items = value.map(essence);
    return items.every((item) => typeof item === 'string') ? items.sort() : items;
  }
  if (!isObject(value)) return value ?? null;
  const own = Object.entries(value).filter(
    ([name]) => !isAnnotation(name) && name !== 'properties' && name !== '$ref',
  );
  return Object.fromEntries(
    own.map(([name, inner]) => [name, isObject(inner) ? Object.keys(inner).sort() : essence(inner)]),
  );
}
