import { readFileSync } from 'node:fs';

/**
 * Marks a process so that it can be distinguished from a later one with the same number: containers number theirs alike.
 * @returns undefined for a process that is gone. One that ended but was not yet collected by its parent (a zombie)
 * counts as gone.
 */
export function processMark(pid: number): string | undefined {
  try {
    process.kill(pid, 0);
  } catch (error) {
    // EPERM: it is alive, under another user.
    if (!(error instanceof Error && 'code' in error && error.code === 'EPERM')) return undefined;
  }
  try {
    // proc_pid_stat(5): after the name in parentheses, field 3 is the state and field 22 the start in clock ticks.
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
      .replace(/^.*\) /s, '')
      .split(' ');
    return fields[0] === 'Z' || fields[0] === 'X' ? undefined : `${pid}@${fields[19] ?? ''}`;
  } catch {
    return String(pid); // no /proc: only the number is known
  }
}
