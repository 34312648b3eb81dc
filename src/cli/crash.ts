/** The last resort of every command: a mistake of the suite, told with its stack, never with exit code 0. */
export function crash(error: unknown): never {
  const told = error instanceof Error ? (error.stack ?? error.message) : String(error);
  process.stderr.write(`The suite itself failed, which says nothing of the API:\n${told}\n`);
  process.exit(3);
}
