import { OUR_COLOURS } from './colour.js';

/**
 * What a terminal, an XML parser or a reader could be misled by: C0 and C1 controls, lone surrogates, line and
 * paragraph separators, the marks that turn the direction of text round, the byte order mark, U+FFFE and U+FFFF.
 */
const MISLEADING = /[\p{Cc}\p{Cs}\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff]/gu;

/**
 * What a line of a log makes a CI system do something: GitHub Actions (`::name …::`, `##[name]`), Azure Pipelines
 * (`##vso[`, `##[`), TeamCity (`##teamcity[`), GitLab (`section_start:0:name`); and what makes a reader of JUnit output
 * attach a file or take a property (`[[ATTACHMENT|path]]`, as GitLab and Jenkins do).
 */
const COMMANDS =
  /#(?=#[a-z]*\[)|:(?=:[a-z][a-z-]*(?:[ \t][^\n]*?)?::)|_(?=(?:start|end):\d)|\[(?=\[(?:ATTACHMENT|\/?PROPERTY)\b)/gi;

/**
 * A text for a log or a terminal, in which nothing is a command to either, wherever in a line it stands: text that comes
 * from the API ends up in logs, and must not move a cursor, set variables, stop commands or forge annotations there.
 * @param kept control characters that stay.
 */
export function inert(text: string, kept = '\n'): string {
  return text
    .replace(MISLEADING, (mark) => (kept.includes(mark) ? mark : escaped(mark)))
    .replace(COMMANDS, escaped);
}

/** The same of a text that was painted: its parts were made visible before. */
export function inertPainted(text: string): string {
  return text
    .split(OUR_COLOURS)
    .map((part, index) => (index % 2 === 1 ? part : inert(part)))
    .join('');
}

/** The six characters that stand for one that cannot be shown: `\u0000`. */
function escaped(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
