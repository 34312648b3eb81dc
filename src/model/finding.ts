import type { Exchange } from './exchange.js';
import type { FramingProblem } from './framing.js';
import type { Json } from './json.js';

/** The checks, most important first: the order in which a failure lists its findings. */
export const CHECKS = [
  'status-declared',
  'status-expected',
  'framing',
  'content-type',
  'header',
  'json',
  'schema',
  'strict-schema',
  'secret-shown',
  'stack-shown',
  'live-view-shown',
  'address',
  'uptime',
  'empty-error',
  'echo',
  'read-back',
  'agreement',
  'frame',
  'untouched',
  'absent',
  'torn',
  'derived-rate',
  'segments',
] as const;
export type CheckName = (typeof CHECKS)[number];

/** A member of a session, by its path joined by dots. Undefined means that the member is absent. */
type Shown = Json | undefined;

/** The difference of a body that lacks more of its members than it shows. */
export const NOTHING_SHOWN = 'members.missing';

/** A body that does not fit the schema of its status. */
export interface SchemaMismatch {
  readonly status: number;
  /** The member, by its path joined by dots; empty for the body itself. */
  readonly path: string;
  /** What the validator says about it: `must be >= 320`. */
  readonly message: string;
  /** How it differs, without values: the keyword that it breaks (`minimum`), `width.missing`, `size.surplus`. */
  readonly difference: string;
  readonly value: Shown;
}

/** What is wrong with a header that the document declares. */
export type HeaderProblem =
  | { readonly kind: 'missing' }
  | { readonly kind: 'not JSON'; readonly value: string; readonly problem: string }
  | {
      readonly kind: 'does not fit';
      readonly value: string;
      /** Member names and indices, joined by dots; empty for the value itself. */
      readonly path: string;
      /** What the validator says about it: `must be integer`. */
      readonly message: string;
    };

/** A header that differs from its declaration. */
export type HeaderMismatch = HeaderProblem & {
  readonly status: number;
  /** As the document spells it. */
  readonly name: string;
};

/** A member that does not show what the update set. */
export interface MemberMismatch {
  readonly path: string;
  readonly value: Shown;
  /** The values that the document allows. */
  readonly allowed: readonly Shown[];
  /** Another member, by its path: it shows what was sent as this one, and this one what was sent as that. */
  readonly exchangedWith?: string;
  /** The object that holds it, by its path, where each member of it that was sent is as it was before. */
  readonly unchangedIn?: string;
}

/** A member that changed and should not have. */
interface MemberChange {
  readonly path: string;
  readonly before: Shown;
  readonly after: Shown;
}

/** Why nothing may have changed. */
export type WhyUntouched =
  | { readonly kind: 'refusal due' }
  | { readonly kind: 'answered'; readonly status: number }
  /** The read is of another session than the one that was updated. */
  | { readonly kind: 'other session'; readonly sessionId: string };

/** The size of a viewport, as a read or an answer shows it. */
export interface Size {
  readonly width: Shown;
  readonly height: Shown;
}

/** A refresh rate that was left to the API, with the size that it was derived from. */
export interface DerivedRate {
  readonly width: number;
  readonly height: number;
  readonly rate: number;
}

/** What became of one recording, or of their number, after an update. */
export type SegmentProblem =
  | {
      readonly kind: 'not listed' | 'still running' | 'running again' | 'stopped' | 'begun';
      readonly id: string;
    }
  | { readonly kind: 'wrong number of new segments'; readonly found: number; readonly expected: number };

/** What each check saw: the data that reports make sentences of. */
export interface Details {
  readonly 'status-declared': {
    readonly status: number;
    readonly expected: readonly number[];
    readonly declared: readonly number[];
  };
  readonly 'status-expected': { readonly status: number; readonly expected: readonly number[] };
  readonly framing: { readonly problem: FramingProblem };
  readonly 'content-type': {
    readonly status: number;
    readonly contentType: string | undefined;
    readonly declared: readonly string[];
  };
  readonly json: {
    readonly status: number;
    readonly problem: string;
    readonly isEmpty: boolean;
    /** It was too long to be read to its end. */
    readonly isCut?: true;
    /** It can be read as JSON, but for bytes that are not UTF-8. */
    readonly isNotUtf8?: true;
  };
  readonly header: HeaderMismatch;
  readonly schema: SchemaMismatch;
  readonly 'strict-schema': SchemaMismatch;
  readonly 'secret-shown': { readonly secret: string };
  readonly 'stack-shown': { readonly status: number; readonly trace: string };
  readonly 'live-view-shown': { readonly member: string };
  readonly address: {
    readonly member: string;
    readonly value: string;
    /** `shared`: it is the address of another protocol, too. */
    readonly problem: 'empty' | 'not absolute' | 'other scheme' | 'shared';
    readonly schemes: readonly string[];
  };
  /** `ageMs` is left out where the uptime is wrong by itself. */
  readonly uptime: { readonly uptimeMs: number; readonly ageMs?: number };
  readonly 'empty-error': { readonly status: number; readonly member: string };
  readonly echo: MemberMismatch;
  readonly 'read-back': MemberMismatch;
  /** `ofSession`: another session, to which the address in the answer leads. */
  readonly agreement: {
    readonly path: string;
    readonly answer: Shown;
    readonly read: Shown;
    readonly ofSession?: string;
  };
  readonly frame: MemberChange & { readonly seenIn: 'answer' | 'read' };
  readonly untouched: MemberChange & { readonly why: WhyUntouched };
  /** Which update made the session, by what is known: a refused one of its id, or any of the run. */
  readonly absent: { readonly by: 'refused update' | 'some update' };
  readonly torn: {
    readonly seenIn: 'answer' | 'read meanwhile' | 'last read';
    readonly size: Size;
    /** The sides that no update asked for at all: what shows them is no mixture of two updates. */
    readonly foreign: readonly (keyof Size)[];
  };
  /** `other` is left out where the rate is wrong by itself. */
  readonly 'derived-rate': { readonly seen: DerivedRate; readonly other?: DerivedRate };
  readonly segments: SegmentProblem;
}

/**
 * `breach`: the API contradicted a clause. `note`: only an overly literal reading of the clause forbids what common
 * frameworks do by default; red only with --strict. `drift`: document and API differ in a way that breaks no client.
 */
const SEVERITIES = ['breach', 'note', 'drift'] as const;
export type Severity = (typeof SEVERITIES)[number];

interface FindingOf<C extends CheckName> {
  readonly check: C;
  readonly severity: Severity;
  /** JSON pointer of the clause. */
  readonly clause: string;
  /** The exchange that shows it. */
  readonly exchange: Exchange;
  /** Further exchanges that show the same. */
  readonly also?: readonly Exchange[];
  readonly details: Details[C];
}

/** One way in which an exchange differs from a clause. */
export type Finding = { readonly [C in CheckName]: FindingOf<C> }[CheckName];

/** Most important first: by severity, then by the order of the checks; equal ones keep their order. */
export function byImportance(findings: readonly Finding[]): Finding[] {
  return [...findings].sort(
    (a, b) =>
      SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity) ||
      CHECKS.indexOf(a.check) - CHECKS.indexOf(b.check),
  );
}

/** The findings, one for all exchanges that show the same: the first of them, which names the others. */
export function withoutRepetitions(findings: readonly Finding[]): Finding[] {
  const said = new Map<string, Finding[]>();
  for (const finding of findings) {
    const { check, severity, clause, details } = finding;
    const key = JSON.stringify([check, severity, clause, details]);
    said.set(key, [...(said.get(key) ?? []), finding]);
  }
  return [...said.values()].flatMap(([first, ...others]) => {
    if (first === undefined || others.length === 0) return first ?? [];
    return { ...first, also: [...new Set(others.flatMap(exchangesOf))] };
  });
}

/** All exchanges that show a finding. */
export function exchangesOf({ exchange, also = [] }: Pick<Finding, 'exchange' | 'also'>): Exchange[] {
  return [exchange, ...also];
}
