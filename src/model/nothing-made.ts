/** The API has no capacity for another browser at present: its documented 529 on creation. */
export const NO_CAPACITY = 529;

/**
 * Does the status of a creation mean that nothing was created? After a 5xx or a timeout that is unknown: the release
 * searches for the resource then.
 */
export function isNothingMade(status: number): boolean {
  const isRefused = status >= 300 && status < 500 && ![408, 499].includes(status);
  return isRefused || [501, NO_CAPACITY].includes(status);
}
