import { inert } from './inert.js';

let stream: NodeJS.WriteStream = process.stdout;

/** Where this process shows what it has to say: standard output, unless a reporter of Mocha's has it to itself. */
export function output(): NodeJS.WriteStream {
  return stream;
}

/** Shows a line, in which nothing is a command to a CI system. */
export function print(line: string): void {
  stream.write(`${inert(line)}\n`);
}

/** From now on standard output belongs to a reporter of Mocha's alone, whose report a program may read. */
export function leaveOutputToReporter(): void {
  stream = process.stderr;
}

/**
 * A reader that has seen enough closes its end of the pipe (`| head -1`, `| grep -q`). Without a listener, the next line
 * would then end the process with exit code 1, which means a breach, and leave its browsers behind. Every process that
 * prints calls this first.
 */
export function surviveClosedOutput(): void {
  for (const each of [process.stdout, process.stderr]) each.on('error', () => undefined);
}
