import type { KnownDeviation } from './known-deviation.js';

/** The settings of a run; the table in README.md and `.env.example` say the same to people. */
export interface Settings {
  /** The API to check, without a trailing slash; undefined means the embedded reference server. */
  readonly baseUrl: string | undefined;
  /** What people call the target; reports bear it. */
  readonly environment: string;
  readonly apiKey: string | undefined;
  readonly restrictedApiKey: string | undefined;
  readonly failingBrowserId: string | undefined;
  readonly proxyIds: readonly string[];
  readonly profileIds: readonly string[];
  /** The values of members that `fixtures/bindings.yaml` binds to settings (`KERNEL_VALUE_…`), by the name of the setting. */
  readonly boundValues: Readonly<Record<string, string>>;
  readonly reach: Reach;
  readonly document: string;
  readonly reportsDir: string;
  readonly ledgerDir: string;
  readonly browsers: number;
  readonly timeoutMs: number;
  readonly requestsPerMinute: number | undefined;
  /** Most browsers that a run may create; undefined means as many as the cases need. So with requests. */
  readonly maxBrowsers: number | undefined;
  readonly maxRequests: number | undefined;
  /** How long a run may take before it is cleaned up. */
  readonly maxMinutes: number;
  /** A longer body is cut while it arrives. */
  readonly maxBodyMb: number;
  readonly gentle: boolean;
  readonly requireAll: boolean;
  /** Notes are breaches. */
  readonly strict: boolean;
  /** Show a line for each case, also of groups that pass. */
  readonly verbose: boolean;
  /** The file of known deviations. */
  readonly deviationsFile: string;
  readonly ci: CiSettings;
}

/** What GitHub Actions shows of a run besides its log. */
interface CiSettings {
  /** The file of the job's summary, to which a run appends its own; undefined elsewhere. */
  readonly summaryFile: string | undefined;
  /** Does a person read the log on GitHub? */
  readonly isGitHub: boolean;
}

/** How an API is reached, besides by its URL. */
export interface Reach {
  /** URL of the proxy, user and password included; undefined where requests go straight to the API. */
  readonly proxy: string | undefined;
  /** Headers that every request carries, by lower-case name. No report shows a value. */
  readonly headers: Readonly<Record<string, string>>;
  /** Files in PEM form. */
  readonly clientCertificate: { readonly cert: string; readonly key: string } | undefined;
}

/** Straight to the API, with nothing added. */
export const STRAIGHT: Reach = { proxy: undefined, headers: {}, clientCertificate: undefined };

/** The API that is checked, once it is known: the operator's, or the reference server with its own keys. */
export interface Target {
  readonly embedded: boolean;
  readonly baseUrl: string;
  readonly apiKey: string;
  readonly restrictedApiKey: string | undefined;
  readonly failingBrowserId: string | undefined;
  /** Name of the header that takes the key as it is, in lower case; left out: keys go as bearer tokens. */
  readonly keyHeader?: string;
}

/** What the parent process hands to the Mocha process that it starts. */
export interface Handoff {
  readonly runId: string;
  readonly settings: Settings;
  readonly target: Target;
  /** Accepted breaches of this target. */
  readonly deviations: readonly KnownDeviation[];
  /** Print every exchange of the cases that run (`npm run case`). */
  readonly transcript: boolean;
  /** The browser of the case is left to a person (`npm run case -- <id> --keep`). */
  readonly keeps?: boolean;
}
