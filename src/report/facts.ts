import { paint, type Colour } from './colour.js';
import { cut, visible } from './visible.js';
import { wrapped } from './wrapped.js';

const WIDTH = 80;
const LABEL = 14;

/** How a fact is shown. */
interface Look {
  readonly hue: Colour;
  /** Whether to colour at all. */
  readonly colour: boolean;
}

/** One label with its facts below each other, each wrapped where it is longer than the line; nothing without facts. */
export function fact(
  label: string,
  facts: readonly string[],
  { hue, colour }: Look = { hue: 'plain', colour: false },
): string[] {
  const text = facts.flatMap((line) => wrapped(visible(cut(line, 600)), WIDTH - LABEL));
  return text.map((line, index) => (index === 0 ? label : '').padEnd(LABEL) + paint(line, hue, colour));
}
