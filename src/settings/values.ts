/** Names and values, as `process.env` has them. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** Shorter keys, and what negative tests make of them, cannot be masked in reports without masking innocent text. */
const SHORTEST_KEY = 9;

/** Reads single settings from an environment; what is wrong with one, it notes in a whole sentence. */
export class Values {
  readonly problems: string[] = [];
  readonly #environment: Environment;

  constructor(environment: Environment) {
    this.#environment = environment;
  }

  /** A value without blanks around it; undefined where there is none, or none that can be used. */
  text(name: string): string | undefined {
    const value = this.#environment[name]?.trim() ?? '';
    const problem = wrongText(value);
    if (problem !== undefined) this.problems.push(`${name} ${problem}`);
    return value === '' || problem !== undefined ? undefined : value;
  }

  /** A name, in not too many characters. */
  short(name: string, longest: number): string | undefined {
    const value = this.text(name);
    if (value === undefined || value.length <= longest) return value;
    this.problems.push(`${name} has ${value.length} characters: give a name of ${longest} at most.`);
    return undefined;
  }

  /**
   * A value that must not be empty where it is set: so a missing secret of a CI looks, and nobody means that.
   * @param remedy what to do where it is empty, in an imperative.
   */
  filled(name: string, remedy: string): string | undefined {
    if (this.#environment[name]?.trim() === '') this.problems.push(`${name} is set but empty: ${remedy}.`);
    return this.text(name);
  }

  /** A key, which no problem ever shows. */
  key(name: string, remedy: string): string | undefined {
    const value = this.filled(name, remedy);
    if (value !== undefined) this.problems.push(...wrongKey(value).map((wrong) => `${name} ${wrong}`));
    return value;
  }

  /** Ids with commas between them. */
  ids(name: string): string[] {
    const value = this.filled(name, 'give ids with commas between them, or unset it');
    if (value === undefined) return [];
    const ids = value
      .split(',')
      .map((id) => id.trim())
      .filter((id) => id !== '');
    if (ids.length === 0 || ids.some((id) => /\s/.test(id))) {
      this.problems.push(`${name} must hold ids with commas between them, and nothing else.`);
    }
    return ids;
  }

  whole(name: string, lowest: number, highest: number): number | undefined {
    const value = this.text(name);
    if (value === undefined) return undefined;
    const number = Number(value);
    if (/^\d+$/.test(value) && number >= lowest && number <= highest) return number;
    this.problems.push(`${name} is "${value}", but must be a whole number from ${lowest} to ${highest}.`);
    return undefined;
  }

  number(name: string, lowest: number, highest: number): number | undefined {
    const value = this.text(name);
    if (value === undefined) return undefined;
    const number = Number(value);
    if (/^\d+(?:\.\d+)?$/.test(value) && number >= lowest && number <= highest) return number;
    this.problems.push(
      `${name} is "${value}", but must be a number from ${lowest} to ${highest}, such as 1 or 0.5.`,
    );
    return undefined;
  }

  flag(name: string): boolean {
    const value = this.text(name)?.toLowerCase();
    if (value === undefined || ['0', 'false', 'no', 'off'].includes(value)) return false;
    if (['1', 'true', 'yes', 'on'].includes(value)) return true;
    this.problems.push(
      `${name} is "${value}", but must be on or off (also 1 or 0, true or false, yes or no).`,
    );
    return false;
  }
}

/** What no setting may hold. Only an env file takes quotes off; an environment hands them on. */
function wrongText(value: string): string | undefined {
  if (/\p{Cc}/u.test(value)) return 'holds a line break or another control character: leave it out.';
  if (!/^['"`]|['"`]$/.test(value)) return undefined;
  return 'has a quote at its beginning or end, which would count as a part of the value: leave the quotes out.';
}

function wrongKey(value: string): string[] {
  const { length } = value;
  const characters = length === 1 ? 'character' : 'characters';
  const short = `has ${length} ${characters}, but a key of fewer than ${SHORTEST_KEY} cannot be masked in reports: give the whole key.`;
  const unsendable = 'holds blanks or letters outside ASCII, which no header can carry.';
  const withScheme = 'begins with "Bearer", which is put before it anyway: leave that out.';
  const wrong = /^[\x21-\x7e]+$/.test(value) ? [] : [/^bearer\s/i.test(value) ? withScheme : unsendable];
  return [...(length < SHORTEST_KEY ? [short] : []), ...wrong];
}
