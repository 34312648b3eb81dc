import { isObject } from '../model/json.js';
import { at, type ContractDocument } from './document.js';

/** A sentence of a description or a summary, and the object that has it. */
export interface Sentence {
  readonly pointer: string;
  readonly text: string;
}

/** The sentences of a text, each in one line. */
export function sentencesOf(text: string): string[] {
  return text
    .trim()
    .split(/(?<=[.!?])\s+(?=[A-Z])/)
    .map((sentence) => sentence.replaceAll(/\s+/g, ' '));
}

/** The sentences of the descriptions and summaries at some pointers. */
export function sentencesAt(document: ContractDocument, pointers: readonly string[]): Sentence[] {
  return pointers.flatMap((pointer) => {
    const value = at(document, pointer);
    const { description, summary } = isObject(value) ? value : {};
    return [summary, description]
      .flatMap((prose) => (typeof prose === 'string' ? sentencesOf(prose) : []))
      .map((text) => ({ pointer, text }));
  });
}

/** Sentences with fewer words in common say other things. */
const LEAST_LIKE = 0.35;

/** The sentence that says the same in other words, by how many words they share; undefined where none comes near. */
export function likest(text: string, among: readonly Sentence[]): Sentence | undefined {
  const rated = among.map((sentence) => ({ sentence, likeness: likeness(text, sentence.text) }));
  const [best] = rated.sort((a, b) => b.likeness - a.likeness);
  return best !== undefined && best.likeness >= LEAST_LIKE ? best.sentence : undefined;
}

/** The share of words that two texts have in common (Dice). Short ones say little. */
function likeness(a: string, b: string): number {
  const [first, second] = [wordsOf(a), wordsOf(b)];
  const shared = [...first].filter((word) => second.has(word)).length;
  return (2 * shared) / (first.size + second.size || 1);
}

function wordsOf(text: string): Set<string> {
  return new Set(text.toLowerCase().match(/[\p{L}\p{N}_]{4,}/gu) ?? []);
}
