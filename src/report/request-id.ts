/** The vendor documents no header of this kind; these are what servers and the edges before them use. */
const NAMES = [
  'x-request-id',
  'request-id',
  'x-correlation-id',
  'x-amzn-requestid',
  'x-amzn-trace-id',
  'cf-ray',
];

/** By what the API's own logs know an answer; undefined where it does not say. */
export function requestIdOf(headers: Readonly<Record<string, string>>): string | undefined {
  return NAMES.map((name) => headers[name]).find((value) => value !== undefined);
}
