import { styleText } from 'node:util';

type Style = Parameters<typeof styleText>[0];
export type Colour = 'green' | 'red' | 'yellow' | 'magenta' | 'cyan' | 'plain';

const STYLES: Readonly<Record<Exclude<Colour, 'plain'>, Style>> = {
  green: ['bold', 'green'],
  red: ['bold', 'red'],
  yellow: 'yellow',
  magenta: ['bold', 'magenta'],
  cyan: 'cyan',
};

/** The sequences that `paint` writes, to split a text by. */
export const OUR_COLOURS = /(\u001b\[(?:1|22|3[1-9])m)/;

/** A text in an ANSI colour where `on`, and as it is where not. */
export function paint(text: string, colour: Colour, on: boolean): string {
  // The caller has decided whether its stream shows colours: Node is not to decide again from standard output.
  return on && colour !== 'plain' ? styleText(STYLES[colour], text, { validateStream: false }) : text;
}
