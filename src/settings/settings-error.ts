import type { Settings } from '../model/settings.js';

/** As much of the settings as the reports of a run that cannot begin need; undefined what is not known for sure. */
export interface ReportPlace extends Pick<Settings, 'reportsDir'> {
  readonly baseUrl?: string | undefined;
  readonly environment?: string | undefined;
  readonly ci?: Settings['ci'];
}

/** Everything that is wrong with the settings, each problem a whole sentence. */
export class SettingsError extends Error {
  readonly problems: readonly string[];
  /** Where a report of the problems belongs, and what was to be checked. */
  readonly place: ReportPlace;
  constructor(problems: readonly string[], place: ReportPlace) {
    super(problems.join('\n'));
    this.name = 'SettingsError';
    this.problems = problems;
    this.place = place;
  }
}
