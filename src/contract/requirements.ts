import { readFileSync } from 'node:fs';
import path from 'node:path';
import { CHECKS } from '../model/finding.js';
import { isObject, type Json, type JsonObject } from '../model/json.js';
import { parseYaml } from '../model/yaml.js';

/** A sentence or a schema statement of the document that states behaviour. */
export interface Requirement {
  readonly id: string;
  /** JSON pointer into the document. */
  readonly pointer: string;
  /** The document's own sentence, or what its schema states at the pointer. */
  readonly text: string;
  /** Is the text a sentence of the document, word for word? */
  readonly isSentence: boolean;
  /** The checks that hold every answer to it. */
  readonly checks: readonly string[];
  /** Why no case can rest on it. */
  readonly none: string | undefined;
}

const FILE = 'openapi/requirements.yaml';
const MEMBERS: readonly string[] = ['id', 'pointer', 'sentence', 'statement', 'checks', 'none'];

let loaded: readonly Requirement[] | undefined;

/**
 * Every requirement, in the order of the file, which is read once.
 * @throws Error that lists everything that is wrong with the file.
 */
export function loadRequirements(): readonly Requirement[] {
  loaded ??= readRequirements(readFileSync(path.resolve(__dirname, '../..', FILE), 'utf8'));
  return loaded;
}

/**
 * The requirements in a YAML text.
 * @throws Error that lists all problems at once, each in a whole sentence.
 */
export function readRequirements(yaml: string): Requirement[] {
  const entries = listIn(yaml);
  const read = entries.map((entry, index) => readEntry(entry, index + 1));
  const problems = [...read.flatMap((entry) => entry.problems), ...repeatedIds(entries)];
  if (problems.length > 0) throw new Error([`${FILE} is wrong:`, ...problems].join('\n'));
  return read.map((entry) => entry.requirement);
}

function listIn(yaml: string): readonly unknown[] {
  let value: unknown;
  try {
    value = parseYaml(yaml);
  } catch (error) {
    throw new Error(`${FILE} is not YAML: ${error instanceof Error ? error.message : String(error)}`);
  }
  if (!Array.isArray(value) || value.length === 0) throw new Error(`${FILE} does not hold a list.`);
  return value;
}

/** An entry as far as it can be read, and what is wrong with it. */
function readEntry(entry: unknown, position: number): { requirement: Requirement; problems: string[] } {
  const given: JsonObject = isObject(entry) ? entry : {};
  const { id, pointer, sentence, statement, checks, none } = given;
  const name = isText(id) ? `"${id}"` : `Entry ${position}`;
  const names = Array.isArray(checks) ? checks.map(String) : [];
  const unknownChecks = names.filter((check) => !CHECKS.some((known) => known === check));
  const unknownMembers = Object.keys(given).filter((member) => !MEMBERS.includes(member));
  const texts = [sentence, statement].filter((text) => text !== undefined);
  const [text] = texts;
  const problems: readonly (readonly [isWrong: boolean, what: string])[] = [
    [!isText(id) || !/^[a-z0-9]+(-[a-z0-9]+)*$/.test(id), 'needs an id in kebab case'],
    [!isText(pointer) || !pointer.startsWith('#/'), 'needs a pointer that starts with #/'],
    [texts.length !== 1 || !isText(text), 'needs either a sentence or a statement'],
    [checks !== undefined && names.length === 0, 'needs a list of names as its checks, or no checks at all'],
    [none !== undefined && !isText(none), 'needs a sentence as its none, or no none at all'],
    [unknownChecks.length > 0, `names unknown checks: ${unknownChecks.join(', ')}`],
    [unknownMembers.length > 0, `has unknown members: ${unknownMembers.join(', ')}`],
  ];
  return {
    requirement: {
      id: isText(id) ? id : '',
      pointer: isText(pointer) ? pointer : '',
      text: isText(text) ? text : '',
      isSentence: sentence !== undefined,
      checks: names,
      none: isText(none) ? none : undefined,
    },
    problems: problems.filter(([isWrong]) => isWrong).map(([, what]) => `${name} ${what}.`),
  };
}

function repeatedIds(entries: readonly unknown[]): string[] {
  const ids = entries.flatMap((entry) => (isObject(entry) && isText(entry.id) ? [entry.id] : []));
  const repeated = new Set(ids.filter((id, index) => ids.indexOf(id) !== index));
  return [...repeated].map((id) => `More than one requirement has the id "${id}".`);
}

function isText(value: Json | undefined): value is string {
  return typeof value === 'string' && value.trim() !== '';
}
