/**
 * How a body goes over the wire where that is not as usual: in chunks in place of a content length, or each character
 * as one byte, so that those beyond ASCII are no UTF-8.
 */
export type Wire = 'in chunks' | 'in Latin-1';
