/** Which characters belong to a run, by their code: 1 if they do. Only ASCII characters may. */
export type Members = Uint8Array;

/** @param characters a class of characters. */
export function members(characters: RegExp): Members {
  const all = new Uint8Array(0x10000);
  for (let code = 0; code < 128; code += 1) all[code] = characters.test(String.fromCharCode(code)) ? 1 : 0;
  return all;
}

/** Where the run that begins at a place ends. In runs of megabytes, a regular expression overflows its stack. */
export function endOfRun(text: string, at: number, of: Members): number {
  let end = at;
  while (end < text.length && of[text.charCodeAt(end)] === 1) end += 1;
  return end;
}

/** All runs of at least so many characters. Most texts have few: from where the shortest would end, it looks back. */
export function* runsIn(
  text: string,
  of: Members,
  shortest: number,
): Generator<{ start: number; end: number }> {
  for (let start = 0; start + shortest <= text.length;) {
    let before = start + shortest - 1;
    while (before >= start && of[text.charCodeAt(before)] === 1) before -= 1;
    if (before >= start) {
      start = before + 1;
      continue;
    }
    const end = endOfRun(text, start + shortest, of);
    yield { start, end };
    start = end + 1;
  }
}
