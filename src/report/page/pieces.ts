import { html, type Content } from '../look/html.js';

/** A part of a text that is shown as it stands: plain, marked as the offending one, less important, or more. */
export type Piece = string | Marked;
interface Marked {
  readonly as: 'mark' | 'soft' | 'strong';
  readonly text: string;
}

export function mark(text: string): Piece {
  return { as: 'mark', text };
}

export function soft(text: string): Piece {
  return { as: 'soft', text };
}

export function strong(text: string): Piece {
  return { as: 'strong', text };
}

/** Neighbours that are plain become one. */
export function joined(pieces: readonly Piece[]): Piece[] {
  const all: Piece[] = [];
  for (const piece of pieces) {
    const last = all.at(-1);
    if (typeof piece === 'string' && typeof last === 'string') all.splice(-1, 1, last + piece);
    else if (piece !== '') all.push(piece);
  }
  return all;
}

export function textOf(pieces: readonly Piece[]): string {
  return pieces.map((piece) => (typeof piece === 'string' ? piece : piece.text)).join('');
}

/** As markup; the script of the page does the same with the exchanges in the list of cases. */
export function markupOf(pieces: readonly Piece[]): Content {
  return pieces.map((piece) => {
    if (typeof piece === 'string') return piece;
    if (piece.as === 'mark') return html`<mark>${piece.text}</mark>`;
    return piece.as === 'soft' ? html`<span class="soft">${piece.text}</span>` : html`<b>${piece.text}</b>`;
  });
}
