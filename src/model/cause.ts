import { showsSession, type Exchange } from './exchange.js';
import { memberPath, parseJson, sameJson, valueAt, type Json } from './json.js';
import { exchangesOf, NOTHING_SHOWN, type CheckName, type Finding, type Size } from './finding.js';

/**
 * The root of a finding, as a short id that is the same in every run and on every machine: the check, the clause or the
 * statuses, and the difference without values. Findings with the same root are one cause:
 * `status/200-for-400/viewport.width.minimum`, `content-type/400/text-plain`, `schema/200/usage.null`.
 * @param subject what the case is about (`InventoryCase.subject`).
 */
export function causeOf(finding: Finding, subject: string): string {
  return rootOf(finding, subject).map(slug).join('/');
}

/** The checks of the form of an answer. */
const FORM: readonly CheckName[] = [
  ...(['content-type', 'header', 'json', 'schema', 'strict-schema'] as const),
  ...(['address', 'uptime', 'empty-error'] as const),
];

function rootOf(finding: Finding, subject: string): string[] {
  const isRead = finding.exchange.purpose === 'read';
  // Reads are evidence of state; the document may not even describe them.
  if (isRead && FORM.includes(finding.check)) {
    return showsSession(finding.exchange) ? ['reads', 'form'] : ['read', '200'];
  }
  if (finding.check === 'empty-error') {
    return ['error', String(finding.details.status), `${finding.details.member}.empty`];
  }
  if (finding.check === 'address') return ['address', `${finding.details.member}.${finding.details.problem}`];
  if (finding.severity === 'note') return ['note', subject];
  switch (finding.check) {
    case 'status-declared':
    case 'status-expected': {
      const { status, expected } = finding.details;
      if (isRead) return ['read', String(status)];
      const pair = `${status}-for-${expected[0] ?? 'any'}`;
      // Only where a valid update is refused, or an invalid one accepted, does it matter which statement is at stake.
      return ['200-for-400', '400-for-200'].includes(pair) ? ['status', pair, subject] : ['status', pair];
    }
    case 'framing':
      return ['framing', finding.details.problem];
    case 'content-type': {
      const { status, contentType = 'none' } = finding.details;
      return ['content-type', String(status), (contentType.split(';')[0] ?? '').replace('/', '-')];
    }
    case 'header': {
      const { status, name, kind } = finding.details;
      return ['header', String(status), `${name.toLowerCase()}.${kind}`];
    }
    case 'json':
      return ['json', String(finding.details.status), bodyKind(finding.details)];
    case 'schema':
    case 'strict-schema': {
      const { status, path, value, difference } = finding.details;
      return ['schema', String(status), joined(path, value === null ? 'null' : difference)];
    }
    case 'secret-shown':
      return ['secret', finding.details.secret];
    case 'stack-shown':
      return ['stack', String(finding.details.status)];
    case 'live-view-shown':
      return ['live-view', 'headless'];
    case 'uptime':
      return ['uptime', finding.details.ageMs === undefined ? 'negative' : 'beyond-age'];
    case 'echo':
    case 'read-back': {
      const { path, exchangedWith, unchangedIn } = finding.details;
      return [finding.check, unchangedIn ?? (exchangedWith === undefined ? path : `${path}.exchanged`)];
    }
    case 'agreement': {
      const { path, ofSession } = finding.details;
      return [finding.check, ofSession === undefined ? path : 'other-session'];
    }
    case 'frame': {
      const { path, before, after } = finding.details;
      return ['frame', joined(memberOf(path), change(before, after))];
    }
    case 'untouched': {
      const { path, before, after, why } = finding.details;
      const kind = why.kind === 'other session' ? 'other-session' : 'applied-refusal';
      return [kind, joined(memberOf(path), change(before, after))];
    }
    case 'absent':
      return ['made', finding.details.by === 'some update' ? 'stray' : 'session'];
    case 'torn':
      return ['torn', finding.details.seenIn];
    case 'derived-rate':
      return ['derived-rate', 'viewport.refresh_rate'];
    case 'segments':
      return ['segments', finding.details.kind];
  }
}

function bodyKind({ isEmpty, isCut, isNotUtf8 }: Extract<Finding, { check: 'json' }>['details']): string {
  if (isNotUtf8 === true) return 'not-utf-8';
  if (isCut === true) return 'too-large';
  return isEmpty ? 'empty' : 'malformed';
}

/** The member of a session that a path leads into: what happens to it happens to it as a whole. */
function memberOf(path: string): string {
  return path.split('.')[0] ?? path;
}

function change(before: unknown, after: unknown): string {
  if (before === undefined) return 'added';
  return after === undefined ? 'removed' : 'changed';
}

/** A path without the places in its lists, and what happens there. */
function joined(path: string, difference: string): string {
  return [path.replaceAll(/\.\d+(?=\.|$)/g, '[]'), difference].filter((part) => part !== '').join('.');
}

/** A part of an id: nothing in it breaks a command line, a file of YAML or a path of three parts. */
function slug(part: string): string {
  return part.replaceAll(/[^\w.[\]-]+/g, '-').slice(0, 80);
}

/**
 * The findings of a case that no other one of them explains: text instead of JSON explains that the body is not JSON,
 * an accepted update explains that it was applied. One explains another only where the other could not be missing, so
 * that no second mistake is hidden; an answer that says nothing of a member explains nothing that a read shows of it.
 * Order stays.
 */
export function unexplained(findings: readonly Finding[]): Finding[] {
  const others = ofOtherSessions(findings);
  const telling = findings.filter(
    (finding) => !isOfOtherSession(finding, others) && !isExplained(finding, findings, silences),
  );
  return telling.filter((finding) => !isExplained(finding, telling, explains));
}

/** Is it explained wherever it shows? */
function isExplained(effect: Finding, findings: readonly Finding[], rule: typeof explains): boolean {
  const others = findings.filter((finding) => finding !== effect);
  return exchangesOf(effect).every((exchange) =>
    others.some((cause) => rule(cause, { ...effect, exchange, also: [] })),
  );
}

/** Does an answer show null, or something else altogether, where a member is missed? Only a read can tell more of it. */
function silences(cause: Finding, effect: Finding): boolean {
  if (!isSchema(cause) || !exchangesOf(cause).includes(effect.exchange)) return false;
  const { path, value, difference } = cause.details;
  const missing = /^(.*)\.missing$/.exec(difference)?.[1];
  const lacking = missing === undefined ? undefined : memberPath(path, missing);
  const isOther = difference === 'type' && (value === null || typeof value === 'object');
  const isSilent = (one: string, shown: Json | undefined): boolean => {
    if (difference === NOTHING_SHOWN) return shown === undefined;
    if (lacking !== undefined) return shown === undefined && isWithin(one, lacking);
    return isOther && isWithin(one, path) && isPartOf(shown, value);
  };
  switch (effect.check) {
    case 'echo':
      return isSilent(effect.details.path, effect.details.value);
    case 'frame':
      return isSilent(effect.details.path, effect.details.after);
    case 'torn': {
      const { foreign, size } = effect.details;
      const isText = (side: keyof Size): boolean =>
        difference === 'type' && path === `viewport.${side}` && typeof size[side] !== 'number';
      return (
        foreign.length > 0 &&
        foreign.every((side) => isText(side) || isSilent(`viewport.${side}`, size[side]))
      );
    }
    default:
      return false;
  }
}

function isWithin(path: string, outer: string): boolean {
  return path === outer || path.startsWith(`${outer}.`);
}

/** Is what is shown of a member nothing, or the wrong value itself, or inside it? */
function isPartOf(shown: Json | undefined, value: Json | undefined): boolean {
  if ((shown ?? null) === null) return true;
  return JSON.stringify(value ?? null).includes(JSON.stringify(shown));
}

/** The exchanges that show another session than the one that was asked for: by its id, and by when it was created. */
function ofOtherSessions(findings: readonly Finding[]): ReadonlySet<Exchange> {
  const differing = (path: string): Exchange[] =>
    findings.filter((one) => one.check === 'frame' && one.details.path === path).flatMap(exchangesOf);
  const times = differing('created_at');
  return new Set(differing('session_id').filter((exchange) => times.includes(exchange)));
}

/** Everything is different in another session; that it is shown is the one mistake. */
function isOfOtherSession(finding: Finding, others: ReadonlySet<Exchange>): boolean {
  const isCompared = ['echo', 'read-back', 'agreement', 'frame', 'torn'].includes(finding.check);
  const isTheMistake = finding.check === 'frame' && finding.details.path === 'session_id';
  return isCompared && !isTheMistake && exchangesOf(finding).every((exchange) => others.has(exchange));
}

function explains(cause: Finding, effect: Finding): boolean {
  const status = cause.exchange.response?.status ?? 0;
  if (exchangesOf(cause).includes(effect.exchange)) {
    if (isStatus(cause) && status >= 500 && FORM.includes(effect.check)) return true;
    if (isStatus(cause) && isSuccess(status) && FORM.includes(effect.check))
      return isSchema(effect) && effect.details.difference !== NOTHING_SHOWN
        ? isAsSent(effect)
        : wasToBeRefused(cause);
    if (cause.check === 'framing' && FORM.includes(effect.check)) return true;
    if (cause.check === 'echo' && isSchema(effect)) return isBeyondBounds(cause, effect);
    if (isSchema(cause)) return isOtherForm(cause, effect);
    if (cause.check === 'json' && cause.details.isNotUtf8 === true) return isReplaced(effect);
    if (cause.check === 'content-type' && effect.check === 'json')
      return isNotJson(cause.details.contentType);
  }
  if (isStatus(cause) && (isSuccess(status) || wasToBeAccepted(cause)))
    return exchangesOf(cause).some((exchange) => hasApplied(exchange, effect, isSuccess(status)));
  if (cause.check === 'echo' && effect.check === 'read-back') {
    return cause.details.path === effect.details.path && isSame(cause.details.value, effect.details.value);
  }
  if (cause.check === 'torn' && effect.check === 'torn')
    return cause.details.seenIn === 'last read' && effect.details.seenIn !== 'last read';
  if (effect.check === 'segments') return isWithoutResize(cause, effect);
  if (effect.check === 'agreement') return isOfOtherProfile(cause, effect.details.path);
  if (cause.check === 'frame' && effect.check === 'frame') {
    const isFirst = cause.details.seenIn === 'answer' && effect.details.seenIn === 'read';
    return (
      isFirst &&
      cause.details.path === effect.details.path &&
      isSame(cause.details.after, effect.details.after)
    );
  }
  return false;
}

type StatusFinding = Extract<Finding, { check: 'status-expected' | 'status-declared' }>;

function isStatus(finding: Finding): finding is StatusFinding {
  return finding.check === 'status-expected' || finding.check === 'status-declared';
}

/** Had it been answered with success, what it asked for would have been right. */
function wasToBeAccepted({ details: { expected } }: StatusFinding): boolean {
  return expected.some(isSuccess);
}

/** Is an effect what a request asked for, whose answer was wrong? @param isAccepted was it answered with success? */
function hasApplied(exchange: Exchange, effect: Finding, isAccepted: boolean): boolean {
  if (effect.check === 'untouched') return isAskedFor(exchange, effect);
  if (isAccepted || effect.exchange.purpose !== 'read') return false;
  if (effect.check === 'frame') return isNamedIn(exchange.request.body, effect.details.path);
  if (effect.check !== 'torn') return false;
  const { width, height } = effect.details.size;
  return [width, height].every((side) =>
    (exchange.request.body ?? '').includes(JSON.stringify(side ?? null)),
  );
}

/** What an answer looks like that should not be there is no matter. */
function wasToBeRefused({ details: { expected } }: StatusFinding): boolean {
  return expected.length > 0 && expected.every((status) => status >= 400);
}

function isSuccess(status: number): boolean {
  return status >= 200 && status < 300;
}

type SchemaFinding = Extract<Finding, { check: 'schema' | 'strict-schema' }>;
type UntouchedFinding = Extract<Finding, { check: 'untouched' }>;

function isSchema(finding: Finding): finding is SchemaFinding {
  return finding.check === 'schema' || finding.check === 'strict-schema';
}

/** Does the answer merely show the wrong value that was sent, and accepted? */
function isAsSent({ exchange, details }: SchemaFinding): boolean {
  try {
    const sent = valueAt(parseJson(exchange.request.body ?? ''), details.path.split('.'));
    return sent !== undefined && (sameJson(sent, details.value) || typeof sent !== typeof details.value);
  } catch {
    return false;
  }
}

/** A member in a wrong form differs from what it was, and from what was sent; but null is no form of any other value. */
function isOtherForm(cause: SchemaFinding, effect: Finding): boolean {
  const { path, value } = cause.details;
  if (value === null || !(effect.check === 'echo' || effect.check === 'frame')) return false;
  if (effect.check === 'echo' && isBeyondBounds(effect, cause)) return false;
  const right = effect.check === 'echo' ? effect.details.allowed : [effect.details.before];
  const isForm = (one: Json | undefined): boolean =>
    one === undefined || typeof one === typeof value || textOf(one) === textOf(value);
  return effect.details.path === path && right.some(isForm);
}

/** A number that is not the one that was sent may lie beyond the bounds; the one that was sent lies within them. */
function isBeyondBounds(
  { details: { path, value, allowed, exchangedWith } }: Extract<Finding, { check: 'echo' }>,
  effect: SchemaFinding,
): boolean {
  const isAbout = effect.details.path === path || effect.details.path === exchangedWith;
  return isAbout && [value, ...allowed].every((one) => typeof one === 'number');
}

/** What was not UTF-8 has replacement characters in its place, and so differs from what it was. */
function isReplaced(effect: Finding): boolean {
  if (effect.check !== 'frame' && effect.check !== 'echo') return false;
  const shown = effect.check === 'frame' ? effect.details.after : effect.details.value;
  return typeof shown === 'string' && shown.includes('\ufffd');
}

/** Where the viewport stayed as it was, or a recording went on, no segment begins. */
function isWithoutResize(
  cause: Finding,
  { details: { kind } }: Extract<Finding, { check: 'segments' }>,
): boolean {
  if (kind !== 'still running' && kind !== 'wrong number of new segments') return false;
  if (cause.check === 'segments') return cause.details.kind === 'still running' && kind !== 'still running';
  return (cause.check === 'echo' || cause.check === 'read-back') && isWithin(cause.details.path, 'viewport');
}

/** Where another profile is shown than was asked for, or than the answer showed, all of its members are others. */
function isOfOtherProfile(cause: Finding, path: string): boolean {
  if (cause.check === 'agreement') return cause.details.path === 'profile.id' && path !== 'profile.id';
  const isOther = cause.check === 'read-back' || cause.check === 'echo';
  return isOther && cause.details.path === 'profile.id' && typeof cause.details.value === 'string';
}

function textOf(value: Json | undefined): string | undefined {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** Does the request of an accepted update name the member that was changed? What else changed is another mistake. */
function isAskedFor({ request }: Exchange, { details: { path, why } }: UntouchedFinding): boolean {
  return why.kind !== 'other session' && isNamedIn(request.body, path);
}

/** Is the member of a session that a path leads into named in a body, in whatever letters, be the body JSON or not? */
export function isNamedIn(body: string | undefined, path: string): boolean {
  return (body ?? '').toLowerCase().includes(memberOf(path).toLowerCase());
}

function isNotJson(contentType: string | undefined): boolean {
  return contentType !== undefined && !/[/+]json\b/i.test(contentType);
}

function isSame(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

/** How dangerous a cause is to clients, by its id; the lowest is the worst. */
export function danger(cause: string): number {
  if (/^(?:secret|stack)\/|^status\/(?:5\d\d-for|2\d\d-for-40[134])/.test(cause)) return 0;
  if (/^(?:applied-refusal|other-session|made|read)\//.test(cause)) return 1;
  if (/^(?:frame|echo|read-back|agreement|torn|derived-rate|segments|live-view|address)\//.test(cause))
    return 2;
  return 3;
}
