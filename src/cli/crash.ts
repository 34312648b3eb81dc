import { printError } from '../report/output.js';

/** The last resort of every command: a mistake of the suite, printed with its stack, never with exit code 0. */
export function crash(error: unknown): never {
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
  printError(`The suite itself failed, which says nothing of the API:\n${text}`);
  process.exit(3);
}
