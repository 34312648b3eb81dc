import { spawn } from 'node:child_process';
import path from 'node:path';

/** The project's own folder: every process is started there. */
export const ROOT = path.resolve(__dirname, '..');

/** Nothing that is measured here takes nearly so long, unless it hangs. */
const LONGEST_MS = 300_000;

export interface TimedProcess {
  /** From the moment before it was started to its exit, in milliseconds. */
  readonly ms: number;
  /** The same two moments by the clock, in milliseconds since 1970, to be compared with other processes' times. */
  readonly startedAt: number;
  readonly endedAt: number;
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/**
 * The environment for a measured process: nothing of the caller's own, so that two people measure the same thing.
 * @param home where npm may keep its files.
 * @param more what this process needs beside.
 */
export function cleanEnvironment(home: string, more: Readonly<Record<string, string>>): NodeJS.ProcessEnv {
  return {
    // npm comes with node and stands beside it; /bin holds the shell that npm runs a script with.
    PATH: [path.dirname(process.execPath), '/usr/bin', '/bin'].join(path.delimiter),
    HOME: home,
    npm_config_update_notifier: 'false', // would ask the registry
    npm_config_logs_max: '0',
    ...more,
  };
}

/**
 * Runs a process to its end, in the project's folder and in a process group of its own.
 * @param stop ends it, with all that it started.
 * @throws Error in a whole sentence when it cannot be started, does not end in time or is stopped.
 */
export function timed(
  command: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv,
  stop: AbortSignal,
): Promise<TimedProcess> {
  return new Promise((resolve, reject) => {
    stop.throwIfAborted();
    const what = [path.basename(command), ...args.slice(0, 3)].join(' ');
    const startedAt = Date.now();
    const started = performance.now();
    const child = spawn(command, args, { cwd: ROOT, env, stdio: ['ignore', 'pipe', 'pipe'], detached: true });
    let why: string | undefined;
    const end = (reason: string): void => {
      why = reason;
      if (child.pid !== undefined) killGroup(child.pid);
    };
    const onStop = (): void => end('was stopped');
    const timer = setTimeout(() => end(`did not end within ${LONGEST_MS / 1000} s`), LONGEST_MS);
    stop.addEventListener('abort', onStop);
    const clear = (): void => {
      clearTimeout(timer);
      stop.removeEventListener('abort', onStop);
    };

    let ms = 0;
    let endedAt = 0;
    const output = { stdout: '', stderr: '' };
    child.stdout.setEncoding('utf8').on('data', (text: string) => (output.stdout += text));
    child.stderr.setEncoding('utf8').on('data', (text: string) => (output.stderr += text));
    child.once('error', (error) => {
      clear();
      reject(new Error(`${what} could not be started: ${error.message}.`));
    });
    child.once('exit', () => {
      ms = performance.now() - started;
      endedAt = Date.now();
    });
    child.once('close', (code) => {
      clear();
      if (why === undefined) resolve({ ms, startedAt, endedAt, code, ...output });
      else reject(new Error(`${what} ${why}.`));
    });
  });
}

/** The whole group, since npm would leave its own children behind. Nothing outside this machine is held by them. */
function killGroup(leader: number): void {
  try {
    process.kill(-leader, 'SIGKILL');
  } catch {
    // it ended by itself in the meantime
  }
}
