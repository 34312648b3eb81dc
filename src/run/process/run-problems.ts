import type Mocha from 'mocha';
import type { Journal } from '../../model/events.js';

/** Records what goes wrong outside every case: a hook that fails, a promise that nobody awaited. */
export function journalRunProblems(runner: Mocha.Runner, journal: Journal): void {
  const suiteProblem = (name: string, sentence: string): void =>
    journal({ type: 'problem', problem: { kind: 'suite', name, sentence } });
  runner.on('fail', (failed, error) => {
    const type: string = failed.type; // the types know of no failing hook
    if (type === 'hook') suiteProblem('hook', `The ${failed.title} failed: ${messageOf(error)}`);
  });
  process.on('unhandledRejection', (reason) => {
    suiteProblem('unhandled rejection', `A promise was rejected that nobody awaited: ${messageOf(reason)}`);
    throw reason; // Mocha swallows it otherwise
  });
  process.on('uncaughtExceptionMonitor', (error, origin) => {
    if (origin === 'uncaughtException')
      suiteProblem('uncaught exception', `An exception was not caught: ${messageOf(error)}`);
  });
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
