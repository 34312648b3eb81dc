import { inOrder } from './cut.js';
import { readings, type Span } from './readings.js';
import { tokensOf } from './token-shapes.js';

/** A URL in JSON in JSON has three levels. */
const DEEPEST_NESTING = 4;

/** All readings of a text together may be so many times as long, and so much longer. */
export const MOST_SEARCHED = 16;
const ALWAYS_SEARCHED = 10_000;

/**
 * What a text holds that nobody may see: as it stands, and with each level of encoding undone.
 * @param names the name of each form of a secret. @param onSearched is told how many characters were searched.
 * @returns undefined where that would take too much work.
 */
export function find(
  raw: string,
  names: ReadonlyMap<string, string>,
  onSearched: (characters: number) => void = () => undefined,
): Span[] | undefined {
  const most = raw.length * MOST_SEARCHED + ALWAYS_SEARCHED;
  let left = most;
  const search = (text: string, depth: number): Span[] => {
    left -= text.length;
    if (left < 0) return [];
    const spans = [...longest(secretsIn(text, names)), ...tokensOf(text)];
    if (depth === DEEPEST_NESTING) return spans;
    for (const reading of readings(text)) {
      for (const span of search(reading.text, depth + 1)) spans.push(reading.back(span));
    }
    return spans;
  };
  const spans = search(raw, 0);
  onSearched(most - left);
  return left < 0 ? undefined : spans;
}

function* secretsIn(text: string, names: ReadonlyMap<string, string>): Generator<Span> {
  for (const [form, name] of names) {
    for (let at = text.indexOf(form); at >= 0; at = text.indexOf(form, at + form.length)) {
      yield { start: at, end: at + form.length, label: name, name };
    }
  }
}

/** Without those inside others. */
function longest(spans: Iterable<Span>): Span[] {
  let end = 0;
  return inOrder([...spans]).filter((span) => {
    const isLonger = span.end > end;
    end = Math.max(end, span.end);
    return isLonger;
  });
}
