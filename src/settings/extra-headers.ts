import type { Environment } from './values.js';

/** What a request says by itself, what names its connection, and what a negative test sends a key in. */
const OWN: ReadonlySet<string> = new Set([
  ...['accept', 'accept-encoding', 'content-type', 'user-agent', 'x-test-case'],
  ...['connection', 'content-length', 'expect', 'host', 'te', 'trailer', 'transfer-encoding', 'upgrade'],
  ...['authorization', 'cookie', 'x-api-key', 'x-auth-token'],
]);

const NAME = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/;
const VALUE = /^[\t\x20-\x7e]+$/;

/**
 * The headers that the vendor's SDK adds to every request for `KERNEL_CUSTOM_HEADERS` (`Name: value`, a line each) and
 * its command line for `KERNEL_PROJECT`. The SDK skips a line that it cannot read; here it is a problem.
 * @param problems takes what is wrong, without quoting a value.
 * @returns values by lower-case name.
 */
export function readExtraHeaders(environment: Environment, problems: string[]): Record<string, string> {
  const lines = (environment.KERNEL_CUSTOM_HEADERS ?? '').split('\n');
  const headers: Record<string, string> = {};
  lines.forEach((line, index) => {
    if (line.trim() === '') return;
    const [, written = '', value = ''] = /^([^:]*):(.*)$/s.exec(line) ?? [];
    const name = written.trim().toLowerCase();
    const problem = wrongHeader(name, value.trim(), headers);
    if (problem === undefined) headers[name] = value.trim();
    else problems.push(`Line ${index + 1} of KERNEL_CUSTOM_HEADERS ${problem}`);
  });
  const project = (environment.KERNEL_PROJECT ?? '').trim();
  if (project === '') return headers;
  if (!VALUE.test(project)) problems.push('KERNEL_PROJECT holds characters that no header can carry.');
  else if ('x-kernel-project-id' in headers) {
    problems.push(
      'KERNEL_PROJECT and KERNEL_CUSTOM_HEADERS both set X-Kernel-Project-Id: leave one of them out.',
    );
  }
  return { ...headers, 'x-kernel-project-id': project };
}

function wrongHeader(name: string, value: string, earlier: Record<string, string>): string | undefined {
  if (!NAME.test(name)) return 'is not of the form "Name: value": correct or remove it.';
  if (OWN.has(name)) return `sets ${name}, which the suite sets itself: remove it.`;
  if (name in earlier) return `sets ${name} a second time: keep one of them.`;
  if (value === '') return `gives ${name} no value: give one, or remove the line.`;
  return VALUE.test(value) ? undefined : `gives ${name} characters that no header can carry.`;
}
