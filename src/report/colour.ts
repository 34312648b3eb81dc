const CODES = { green: '1;32', red: '1;31', yellow: '33', magenta: '1;35', cyan: '36' } as const;
export type Colour = keyof typeof CODES | 'plain';

/** A text in an ANSI colour where `on`, and as it is where not. */
export function paint(text: string, colour: Colour, on: boolean): string {
  return on && colour !== 'plain' ? `\u001b[${CODES[colour]}m${text}\u001b[0m` : text;
}
