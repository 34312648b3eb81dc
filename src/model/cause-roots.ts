import { subjectOfCause } from './cause-kind.js';
import { findingsOf } from './causes-in.js';
import type { Cause } from './cause-cases.js';
import { byWorth } from './example.js';
import { succeeded, type Exchange } from './exchange.js';
import { exchangesOf, type Finding } from './finding.js';
import { isObject, parseJson, sameJson, valueAt, type Json } from './json.js';
import type { RunRecord } from './run-record.js';

/** The causes that explain a finding of another one. @param all the findings of its case. */
type Rule = (effect: Finding, cause: Cause, all: readonly Finding[]) => readonly Cause[];

/**
 * The causes of a run without those that others explain wherever they show: they belong to those. A rule
 * explains a finding only where it says nothing new: had the root alone been wrong, it would be the same. A cause that
 * shows once besides stays one.
 */
export function rootsAmong(causes: readonly Cause[], run: RunRecord): Cause[] {
  const ordered = [...causes].sort(bySimplicity);
  const roots = new Map<Cause, Cause[]>();
  const rules = [
    refusedForTheSame(ordered, run),
    letInWithTheSame(ordered, run),
    sizeOfNoUpdate(ordered),
    leftOutByAnswers(ordered),
  ];
  for (const cause of ordered) {
    const explaining = cause.cases.flatMap((one) =>
      findingsOf(cause.id, one).map((effect) =>
        rules
          .flatMap((rule) => rule(effect, cause, one.result.findings))
          .find((root) => roots.has(root) && isLike(root, cause)),
      ),
    );
    const [root] = explaining;
    const followers = root === undefined || explaining.includes(undefined) ? undefined : roots.get(root);
    if (followers === undefined) roots.set(cause, []);
    else followers.push(cause);
  }
  return [...roots].map(([root, also]) => ({ ...root, also: also.map(({ id, cases }) => ({ id, cases })) }));
}

/** What is accepted, or a note, must not hide what is not; a breach may explain a note. */
function isLike(root: Cause, cause: Cause): boolean {
  const isSevere =
    root.severity === cause.severity || (root.severity === 'breach' && cause.severity === 'note');
  return isSevere && root.isKnown === cause.isKnown;
}

/** Causes of one statement of a member first, then those with the plainer example. Followers come after their roots. */
function bySimplicity(a: Cause, b: Cause): number {
  const [one] = a.cases;
  const [other] = b.cases;
  const isLast = (cause: Cause): number => (isRoot(cause) ? 0 : 1);
  if (one === undefined || other === undefined) return 0;
  return isLast(a) - isLast(b) || depthOf(a) - depthOf(b) || byWorth(one, other);
}

/** How deep the member lies that a cause is named by; those that are named by none come last. */
function depthOf({ id }: Cause): number {
  return memberOf(id)?.length ?? Number.MAX_SAFE_INTEGER;
}

/** Never explained by another cause, and explains some. */
function isRoot({ id }: Cause): boolean {
  return /^(?:echo|read-back)\//.test(id) || LET_IN.test(id);
}

/** The member whose statement a cause is named by: `viewport.width` of `…/viewport.width.minimum`. */
function memberOf(id: string): readonly string[] | undefined {
  const steps = subjectOfCause(id)?.split('.') ?? [];
  return steps.length > 1 && steps[0] !== 'body' ? steps.slice(0, -1) : undefined;
}

/**
 * A valid update was refused that has in common with a plainer one what no valid update of the run may have: it names the
 * same member, with the same value, or without the same neighbour.
 */
function refusedForTheSame(ordered: readonly Cause[], run: RunRecord): Rule {
  const valid = validUpdates(run);
  const refusals = ordered.filter(({ id }) => id.startsWith(REFUSAL));
  const known = new Map<Cause, readonly Trait[]>();
  const traitsOf = (cause: Cause): readonly Trait[] => {
    const traits = known.get(cause) ?? traitsIn(cause, valid);
    known.set(cause, traits);
    return traits;
  };
  return (finding, cause) => {
    if (!cause.id.startsWith(REFUSAL)) return [];
    const bodies = exchangesOf(finding).map(bodyOf);
    const plainer = refusals.slice(0, refusals.indexOf(cause));
    return plainer.filter((root) => traitsOf(root).some((has) => bodies.every(has)));
  };
}

const REFUSAL = 'status/400-for-200/';

type Trait = (body: Json | undefined) => boolean;

interface ValidUpdate {
  readonly body: Json | undefined;
  readonly isRefused: boolean;
}

function validUpdates(run: RunRecord): ValidUpdate[] {
  return run.inventory
    .filter(({ intent }) => intent === 'accept')
    .flatMap(({ id }) => run.results.get(id)?.exchanges ?? [])
    .filter(({ purpose, response }) => purpose === 'asserted' && response !== undefined)
    .map((exchange) => ({ body: bodyOf(exchange), isRefused: exchange.response?.status === 400 }));
}

/** Where so large a share of the valid updates that name a member is refused, it is the member that is refused. */
const NEARLY_ALL = 0.9;

/** What is peculiar to the member that a cause is about, and to no valid update that was accepted. */
function traitsIn({ id, cases }: Cause, valid: readonly ValidUpdate[]): Trait[] {
  const path = memberOf(id);
  const [example] = cases;
  if (path === undefined || example === undefined) return [];
  const sent = valueAt(bodyOf(example.finding.exchange), path);
  if (sent === undefined) return [];
  const isNamed: Trait = (body) => valueAt(body, path) !== undefined;
  const others = isObject(sent) ? withoutNeighbour(path, sent, valid) : [withValue(path, sent)];
  return [
    ...(refusedShare(isNamed, valid) >= NEARLY_ALL ? [isNamed] : []),
    ...others.filter((has) => refusedShare(has, valid) === 1),
  ];
}

function refusedShare(has: Trait, valid: readonly ValidUpdate[]): number {
  const all = valid.filter(({ body }) => has(body));
  return all.filter(({ isRefused }) => isRefused).length / all.length;
}

function withValue(path: readonly string[], sent: Json): Trait {
  return (body) => sameJson(valueAt(body, path), sent);
}

/** For each member that others have beside those of an object: that it is missing. */
function withoutNeighbour(path: readonly string[], sent: object, valid: readonly ValidUpdate[]): Trait[] {
  const all = valid.flatMap(({ body }) => Object.keys(valueAt(body, path) ?? {}));
  const others = [...new Set(all)].filter((name) => !Object.hasOwn(sent, name));
  return others.map((name) => (body) => {
    const value = valueAt(body, path);
    return isObject(value) && !Object.hasOwn(value, name);
  });
}

function bodyOf({ request }: Exchange): Json | undefined {
  try {
    return parseJson(request.body ?? '');
  } catch {
    return undefined;
  }
}

/** Whoever is let in, with a wrong key or to a session that is not there, is told of other mistakes than of that. */
function letInWithTheSame(ordered: readonly Cause[], run: RunRecord): Rule {
  const failing = failingPaths(run);
  const letIn = ordered.filter(({ id }) => LET_IN.test(id));
  const known = new Map(
    letIn.map((cause) => [
      cause,
      new Set(
        cause.cases.flatMap((one) =>
          findingsOf(cause.id, one).flatMap((shown) => entriesOf(shown, LET_IN.exec(cause.id)?.[1])),
        ),
      ),
    ]),
  );
  return (finding) => {
    if (finding.check !== 'status-expected' || finding.details.expected.length !== 1) return [];
    const { status, expected } = finding.details;
    const due = String(expected[0]);
    if (status < 400 || (status > 499 && status !== 500)) return [];
    if (status === 500 && !exchangesOf(finding).every(({ request }) => failing.has(request.path))) return [];
    return letIn.filter(
      (root) =>
        root.id.endsWith(`-for-${due}`) &&
        entriesOf(finding, due).every((entry) => known.get(root)?.has(entry) === true),
    );
  };
}

/** The paths at which 500 is what whoever is let in is due. */
function failingPaths({ inventory, results }: RunRecord): Set<string> {
  const due = inventory.filter(({ statuses }) => statuses.length === 1 && statuses[0] === 500);
  const sent = due.flatMap(({ id }) => results.get(id)?.exchanges ?? []);
  return new Set(sent.flatMap(({ purpose, request }) => (purpose === 'asserted' ? [request.path] : [])));
}

const LET_IN = /^status\/2\d\d-for-(40[134])$/;

/** What was let in: the key, by headers, cookies or the query; or the session, by its path. */
function entriesOf(finding: Finding, due: string | undefined): string[] {
  return exchangesOf(finding).map(({ request: { headers, path } }) => {
    if (due === '404') return path;
    const shown = Object.entries(headers).filter(([name]) => !OF_THE_CASE.test(name));
    return JSON.stringify([Object.fromEntries(shown), path.split('?')[1]]);
  });
}

const OF_THE_CASE = /^(?:content-.*|user-agent|x-test-case)$/;

/** In a burst, a size that nobody asked for is no mixture of two updates where single updates, too, lead to others. */
function sizeOfNoUpdate(ordered: readonly Cause[]): Rule {
  const wrong = new Map<string, Cause>();
  for (const cause of ordered.filter(({ id }) => /^(?:echo|read-back)\//.test(id))) {
    for (const path of cause.cases.flatMap((one) => findingsOf(cause.id, one).flatMap(membersIn))) {
      if (!wrong.has(path)) wrong.set(path, cause);
    }
  }
  return (finding) => {
    if (finding.check !== 'torn' || finding.details.foreign.length === 0) return [];
    const causes = finding.details.foreign.flatMap((side) => wrong.get(`viewport.${side}`) ?? []);
    return causes.length < finding.details.foreign.length ? [] : causes;
  };
}

/** The members that an accepted update was to set, and has not. */
function membersIn(finding: Finding): string[] {
  if (finding.check !== 'echo' && finding.check !== 'read-back') return [];
  const { path, exchangedWith } = finding.details;
  return succeeded(finding.exchange) ? [path, ...(exchangedWith === undefined ? [] : [exchangedWith])] : [];
}

/** An answer that leaves out a member which was just set leaves it out as well where it was set before. */
function leftOutByAnswers(ordered: readonly Cause[]): Rule {
  const leftOut = ordered.filter(({ id, cases }) =>
    cases
      .flatMap((one) => findingsOf(id, one))
      .every(({ check, details }) => check === 'echo' && details.value === undefined),
  );
  return (finding, _, all) => {
    if (finding.check !== 'frame' || finding.details.after !== undefined) return [];
    const { path } = finding.details;
    const isInRead = all.some(
      (one) => one.check === 'frame' && one.details.seenIn === 'read' && one.details.path === path,
    );
    if (isInRead) return []; // then it is gone, and not only left out
    return leftOut.filter(({ id }) => id === `echo/${path}`);
  };
}
