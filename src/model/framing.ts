/** What is wrong with how an answer was framed on the wire, so that nobody can rely on where it ends. */
export type FramingProblem =
  | 'two lengths'
  | 'wrong length'
  | 'length and chunks'
  | 'broken chunk'
  | 'ended early'
  | 'without an end'
  | 'bytes after the body'
  | 'answered twice'
  | 'bytes between two answers'
  | 'false coding'
  /** The connection was closed before a byte of it, each time. */
  | 'no answer';
