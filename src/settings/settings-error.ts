/** Everything that is wrong with the settings, each problem a whole sentence. */
export class SettingsError extends Error {
  readonly problems: readonly string[];
  /** Where a report of the problems belongs. */
  readonly reportsDir: string;
  constructor(problems: readonly string[], reportsDir: string) {
    super(problems.join('\n'));
    this.name = 'SettingsError';
    this.problems = problems;
    this.reportsDir = reportsDir;
  }
}
