/** An error of Go's `encoding/json`. Its message is in Go's own words: callers of a Go service get to read them. */
export class GoError extends Error {}
