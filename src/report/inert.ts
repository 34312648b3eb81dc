/** What a line of a log makes GitHub Actions (`::name …::`, `##[name]`) or Azure Pipelines (`##vso[`, `##[`) do something. */
const COMMANDS = /#(?=#(?:vso)?\[)|:(?=:[a-z][a-z-]*(?:[ \t][^\n]*?)?::)/gi;

/**
 * A text for a log, in which nothing is a command to a CI system, wherever in a line it stands: text that comes from
 * the API ends up in logs, and must not set variables, stop commands or forge annotations there.
 */
export function inert(text: string): string {
  return text.replace(COMMANDS, (mark) => `\\u${mark.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
