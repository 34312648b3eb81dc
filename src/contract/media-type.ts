/** A media type without its parameters, in lower case. */
export function essence(type: string): string {
  return (type.split(';')[0] ?? '').trim().toLowerCase();
}

/** Is it JSON, or a range that holds JSON? */
export function mayBeJson(type: string): boolean {
  return isJson(type) || ['application/*', '*/*'].includes(essence(type));
}

/** Is it JSON for certain? */
export function isJson(type: string): boolean {
  return /^application\/(?:[\w.-]+\+)?json$/.test(essence(type));
}
