import { inert } from './inert.js';

/** A command to GitHub Actions: an annotation, or the beginning or end of a group of lines that is folded. */
export interface CiCommand {
  readonly name: 'error' | 'group' | 'endgroup';
  readonly properties?: Readonly<Record<string, string>>;
  readonly message?: string;
}

/** The line of a log that is a command. What it says is data, in which nothing is a second command. */
export function commandLine({ name, properties = {}, message = '' }: CiCommand): string {
  const written = Object.entries(properties).map(([key, value]) => `${key}=${inProperty(value)}`);
  return `::${[name, written.join(',')].join(' ').trim()}::${data(message)}`;
}

/** As GitHub's own toolkit escapes a message. */
function data(text: string): string {
  return inert(text, '\r\n').replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function inProperty(text: string): string {
  return data(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
