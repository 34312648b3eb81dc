/** Which of the ASCII characters belong to a run. */
export type Members = readonly boolean[];

/** @param characters a class of characters. */
export function members(characters: RegExp): Members {
  return Array.from({ length: 128 }, (_, code) => characters.test(String.fromCharCode(code)));
}

/** Where the run that begins at a place ends. In runs of megabytes, a regular expression overflows its stack. */
export function endOfRun(text: string, at: number, of: Members): number {
  let end = at;
  while (of[text.charCodeAt(end)] === true) end += 1;
  return end;
}

/** All runs of at least so many characters. */
export function* runsIn(
  text: string,
  of: Members,
  shortest: number,
): Generator<{ start: number; end: number }> {
  for (let start = 0; start < text.length;) {
    const end = endOfRun(text, start, of);
    if (end - start >= shortest) yield { start, end };
    start = end + 1;
  }
}
