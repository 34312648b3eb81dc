/** Mocha's reader of its own command line. Mocha documents it as public, and ships no types of it. */
declare module 'mocha/lib/cli/options.cjs' {
  type Options = Readonly<Record<string, unknown>>;

  /** The options of a command line, completed by `MOCHA_OPTIONS`, the configuration and defaults; files stand in `_`. */
  export function loadOptions(args: readonly string[]): Options;
  /** The options of the configuration file: the one that `config` names, else the one that Mocha finds. */
  export function loadRc(args: Options): Options | undefined;
}

/** Mocha's way from a name on its command line to files. */
declare module 'mocha/lib/cli/lookup-files.js' {
  /** @throws Error where nothing has that name and no file matches it as a pattern. */
  export function lookupFiles(name: string, extensions: readonly string[], recursive: boolean): string[];
}
