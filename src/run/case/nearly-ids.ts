/** Shorter ids may be sequential: one that is nearly theirs may belong to another resource. */
export const SHORTEST_SAMPLE = 16;

/** The first half of an id, which no resource has; undefined where ids are so short that one may have it. */
export function halfOf(id: string): string | undefined {
  return id.length < SHORTEST_SAMPLE ? undefined : id.slice(0, id.length / 2);
}

/**
 * An id in capitals; undefined where that is the same one: ids without letters do not differ in capitals, and the
 * letters of a UUID mean the same (RFC 9562, section 4).
 */
export function inCapitals(id: string): string | undefined {
  const isUuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(id);
  return isUuid || id === id.toUpperCase() ? undefined : id.toUpperCase();
}
