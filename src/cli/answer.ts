import type { ExitCode } from '../model/run-record.js';
import { print, surviveClosedOutput } from '../report/output.js';
import { needNoKey } from '../settings/environment.js';
import { SettingsError } from '../settings/settings-error.js';
import { crash } from './crash.js';

/** What a command says that sends nothing, and its exit code. */
export interface Answer {
  readonly text: string;
  readonly code: ExitCode;
}

/** What is wrong, each problem in a whole sentence. */
export function refusal(problems: readonly string[]): Answer {
  return { text: problems.join('\n'), code: 2 };
}

/** Runs a command that sends nothing: what cannot be used ends it with a sentence and exit code 2. */
export function answerWith(command: () => Answer): void {
  surviveClosedOutput();
  needNoKey();
  const { text, code } = answered(command);
  print(text);
  process.exitCode = code;
}

/** The same for a command that has to wait for something. */
export function answerLater(command: () => Promise<Answer>): void {
  surviveClosedOutput();
  const show = ({ text, code }: Answer): void => {
    print(text);
    process.exitCode = code;
  };
  command().then(show, (error: unknown) => show(failed(error)));
}

function answered(command: () => Answer): Answer {
  try {
    return command();
  } catch (error) {
    return failed(error);
  }
}

/** What a command says that could not do its work. A mistake of the suite itself ends the process. */
export function failed(error: unknown): Answer {
  if (error instanceof SettingsError) return refusal(error.problems);
  // This suite throws plain errors with sentences for people; any other kind is a mistake of its own.
  return error instanceof Error && error.name === 'Error' ? refusal([error.message]) : crash(error);
}
