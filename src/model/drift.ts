import type { FramingProblem } from './framing.js';

/** Something that differs from the document, or from a smooth run, and breaks no client. */
export type Drift =
  | { readonly kind: 'undeclared status'; readonly method: string; readonly status: number }
  | { readonly kind: 'undeclared member'; readonly status: number; readonly path: string }
  /** A header of an answer to an update, in lower case. */
  | { readonly kind: 'undeclared header'; readonly name: string }
  /** A list without entries came as `null`. `path` has no id in it. */
  | { readonly kind: 'null list'; readonly path: string }
  /** A read failed and was sent again; without a status it got no answer. */
  | { readonly kind: 'read sent again'; readonly status?: number }
  /** Something in front of the API answered an update in its place. */
  | { readonly kind: 'edge answered'; readonly status: number }
  /** A connection was closed without an answer to an update. */
  | { readonly kind: 'answer lost' }
  /** An answer to an update was badly framed. */
  | { readonly kind: 'answer badly framed'; readonly problem: FramingProblem }
  /** A worker got no browser beside those of the others, and left its cases to them. */
  | { readonly kind: 'fewer browsers' }
  /** A session ended by itself, and its case ran again on another. */
  | { readonly kind: 'session ended'; readonly was: 'the session' | 'the bystander' }
  /** Between two cases, nothing was recorded of a session any more that has to be recorded. */
  | { readonly kind: 'recording ended' };
