import { counted } from '../../src/report/visible.js';
import type { Progress } from './run-mutation.js';

/** Where progress is written; `process.stdout` is one. */
export interface Screen {
  readonly isTTY: boolean | undefined;
  write(text: string): unknown;
}

/** Where nobody watches, a line for each such part of the whole is enough. */
const SPARSE_PARTS = 5;

/** Shows how far a report has come: one line that changes on a terminal, a few lines elsewhere. */
export function showProgress(
  screen: Screen,
  now: () => number = () => performance.now(),
): (progress: Progress) => void {
  const started = now();
  let partShown = -1;
  return (progress) => {
    const line = progressLine(progress, now() - started);
    const over = progress.done === progress.total;
    if (screen.isTTY === true) {
      screen.write(`\r\u001b[2K${over ? '' : line}`);
      return;
    }
    if (progress.total === 0) return;
    const part = Math.floor((progress.done / progress.total) * SPARSE_PARTS);
    if (part <= partShown) return;
    partShown = part;
    screen.write(`${line}\n`);
  };
}

/** How far it has come, what was found, and how long the rest may take, judged by what is done. */
export function progressLine({ done, total, survivors, falseAlarms }: Progress, ms: number): string {
  const left = done === 0 || done === total ? undefined : Math.ceil(((ms / done) * (total - done)) / 1000);
  return [
    `${done} of ${total} played`,
    ...(survivors === 0 ? [] : [counted(survivors, 'survivor')]),
    ...(falseAlarms === 0 ? [] : [counted(falseAlarms, 'false alarm')]),
    ...(left === undefined ? [] : [`about ${left} s left`]),
  ].join(', ');
}
