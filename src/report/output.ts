import { commandLine, type CiCommand } from './ci-command.js';
import { inert, inertPainted } from './inert.js';

let stream: NodeJS.WriteStream = process.stdout;

/** Where this process shows what it has to say: standard output, unless a reporter of Mocha's has it to itself. */
export function output(): NodeJS.WriteStream {
  return stream;
}

/** Shows lines on the console. @param isPainted they hold our own colours; what is not ours was made visible before. */
export type Print = (lines: string, isPainted?: boolean) => void;

/** Shows lines, in which nothing is a command to a terminal or a CI system. */
export const print: Print = (lines, isPainted = false) => {
  stream.write(`${isPainted ? inertPainted(lines) : inert(lines)}\n`);
};

/** Gives a command to GitHub Actions: the one place from which a command gets into the log. */
export function printCommand(command: CiCommand): void {
  stream.write(`${commandLine(command)}\n`);
}

/** Shows lines by standard error. */
export function printError(lines: string): void {
  process.stderr.write(`${inert(lines)}\n`);
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
