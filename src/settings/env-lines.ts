import { parse } from 'dotenv';
import { isOurs, SETTING_NAMES } from './names.js';

/** What a file gives, and what in it would silently mean something else than a reader takes it for. */
export interface EnvFile {
  readonly values: Readonly<Record<string, string>>;
  readonly problems: readonly string[];
}

/** A part of a file that dotenv reads as a whole: one line, or the lines of one quoted value. */
interface Statement {
  readonly line: number;
  readonly text: string;
}

interface Assignment {
  readonly line: number;
  readonly name: string;
  readonly value: string;
}

/** What stands before a value, as dotenv has it. */
const NAME = /^[^\S\n]*(?:export[^\S\n]+)?[\w.-]+(?:[^\S\n]*=|:[^\S\n])[^\S\n]*/;
/** A value in quotes, over as many lines as it takes, with the comment after it, as dotenv has it. */
const QUOTED = /^(['"`])(?:\\\1|(?!\1)[^])*\1[^\S\n]*(?:#.*)?(?=\n|$)/;

/**
 * Reads the text of an env file as dotenv does, which skips what it does not understand and cuts values at a #.
 * @param file its name, for the problems. Values are not shown: any of them may be a key.
 */
export function readEnvLines(text: string, file: string): EnvFile {
  const statements = statementsOf(text.replaceAll(/\r\n?/g, '\n'));
  const assignments = statements.flatMap((statement): Assignment[] =>
    Object.entries(parse(statement.text)).map(([name, value]) => ({ line: statement.line, name, value })),
  );
  return {
    values: Object.fromEntries(assignments.map(({ name, value }) => [name, value])),
    problems: [
      ...statements.flatMap((statement) => problemOf(statement, file) ?? []),
      ...contradictions(
        assignments.filter(({ name }) => isOurs(name)),
        file,
      ),
    ],
  };
}

function statementsOf(text: string): Statement[] {
  const statements: Statement[] = [];
  let line = 1;
  for (let rest = text; rest !== '';) {
    const statement = firstStatement(rest);
    statements.push({ line, text: statement });
    line += statement.split('\n').length;
    rest = rest.slice(statement.length + 1);
  }
  return statements;
}

function firstStatement(text: string): string {
  const name = NAME.exec(text)?.[0] ?? '';
  const quoted = name === '' ? undefined : QUOTED.exec(text.slice(name.length))?.[0];
  return quoted === undefined ? (/^.*/.exec(text)?.[0] ?? '') : name + quoted;
}

function problemOf({ line, text }: Statement, file: string): string | undefined {
  const [name] = Object.keys(parse(text));
  if (name === undefined) {
    if (/^\s*(?:#|$)/.test(text)) return undefined; // blank, or a comment
    const meant = SETTING_NAMES.find((setting) => new RegExp(String.raw`\b${setting}\b`).test(text));
    const remedy = meant === undefined ? 'correct or remove it' : `write ${meant}=value`;
    return `Line ${line} of ${file} is neither NAME=value nor a comment, and would be ignored: ${remedy}.`;
  }
  const swallowed = settingWithin(text);
  if (swallowed !== undefined)
    return `Line ${line} of ${file} begins a value in quotes that ends only after ${swallowed}: close the quotes earlier.`;
  if (!isOurs(name) || !isCut(text)) return undefined;
  return `Line ${line} of ${file} ends ${name} at a #, where a comment would begin: put the whole value in quotes.`;
}

/** A setting that a quoted value of several lines takes in; its quotes were to be closed before. */
function settingWithin(text: string): string | undefined {
  const names = text.split('\n').map((line) => /^\s*(?:export\s+)?(\w+)\s*[=:]/.exec(line)?.[1] ?? '');
  return names.slice(1).find((name) => SETTING_NAMES.includes(name));
}

/** Does an unquoted value go on after a # that has no blank before it? That is not how a comment looks. */
function isCut(text: string): boolean {
  const name = NAME.exec(text)?.[0] ?? '';
  return !QUOTED.test(text.slice(name.length)) && /^[^#]*[^\s#]#/.test(text);
}

/** Names that are given twice, and not alike: the last one would count, whichever was meant. */
function contradictions(assignments: readonly Assignment[], file: string): string[] {
  return [...new Set(assignments.map(({ name }) => name))].flatMap((name) => {
    const given = assignments.filter((assignment) => assignment.name === name);
    if (new Set(given.map(({ value }) => value)).size < 2) return [];
    const lines = given.map(({ line }) => line).join(' and ');
    return [`${file} gives ${name} different values, in lines ${lines}: keep one of them.`];
  });
}
