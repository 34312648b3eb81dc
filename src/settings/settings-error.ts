/** Everything that is wrong with the settings, each problem a whole sentence. */
export class SettingsError extends Error {
  readonly problems: readonly string[];
  /** Where a report of the problems belongs. */
  readonly reportsDir: string;
  /** The API that was to be checked; undefined where it is not known for sure. */
  readonly baseUrl: string | undefined;
  constructor(problems: readonly string[], reportsDir: string, baseUrl?: string) {
    super(problems.join('\n'));
    this.name = 'SettingsError';
    this.problems = problems;
    this.reportsDir = reportsDir;
    this.baseUrl = baseUrl;
  }
}
