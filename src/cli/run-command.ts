import { surviveClosedOutput } from '../report/output.js';
import { crash } from './crash.js';

/**
 * Runs a command that sends something, and ends the process with the exit code that it comes to: connections that are
 * kept would hold it open. First, whoever reads its output has taken all of it: what a full pipe has not taken would be
 * lost, the last line among it.
 * @param failed says what an error means. Left out: a mistake of the suite.
 */
export function runCommand(command: () => Promise<number>, failed: (error: unknown) => number = crash): void {
  surviveClosedOutput();
  command()
    .catch(failed)
    .then(async (code) => {
      await Promise.all([process.stdout, process.stderr].map(taken));
      process.exit(code);
    }, crash);
}

/** Settles once a stream has handed on, or given up, what was written to it: as long as a reader pauses, it waits. */
function taken(stream: NodeJS.WriteStream): Promise<void> {
  return new Promise((resolve) => void stream.write('', () => resolve()));
}
