import { sameJson, type Json } from '../../model/json.js';
import type { DerivedCase } from './derived-case.js';
import type { Draft } from './drafts.js';
import { step, valueStep } from './ids.js';
import { digest } from './random.js';

/** Gives drafts their ids, each its own, and refused ones their accepted neighbour. */
export function assignIds(drafts: readonly Draft[]): DerivedCase[] {
  const accepted = byLocation(drafts);
  const all = withNeighbours(drafts, accepted);
  const ids = idsOf(all);
  const cases = all.map((draft): DerivedCase | undefined => {
    const { statement, sentence, intent, clause, body } = draft;
    const id = ids.get(draft);
    if (id === undefined) return undefined;
    const path = statement.location.steps;
    const shared = { id, sentence, intent, clause, field: path[0] ?? '', path, body };
    if (intent !== 'refuse') return shared;
    const neighbour = neighbourOf(draft, accepted);
    return { ...shared, mended: draft.mended, ...(neighbour && { neighbour: ids.get(neighbour) ?? '' }) };
  });
  return cases.filter((one) => one !== undefined);
}

/** Accepted drafts, by the name of their location. */
type Accepted = Map<string, Draft[]>;

function byLocation(drafts: readonly Draft[]): Accepted {
  return grouped(
    drafts.filter(({ intent }) => intent === 'accept'),
    (draft) => draft.statement.location.name,
  );
}

/** Adds an accepted case to every location that has refused ones only: the mended body of one of them. */
function withNeighbours(drafts: readonly Draft[], accepted: Accepted): Draft[] {
  const added: Draft[] = [];
  for (const draft of drafts) {
    const { location, keyword } = draft.statement;
    if (draft.intent !== 'refuse' || accepted.has(location.name)) continue;
    const what = location.steps.length === 0 ? 'body' : location.subject;
    const said = `a valid ${what} that satisfies ${keyword}`;
    const valid: Draft = {
      ...draft,
      intent: 'accept',
      variant: 'valid',
      sentence: said,
      body: draft.mended,
    };
    accepted.set(location.name, [valid]);
    added.push(valid);
  }
  return [...drafts, ...added];
}

/** The accepted case next to a refused one: of the same statement if possible, then keyword, then location. */
function neighbourOf(draft: Draft, all: Accepted): Draft | undefined {
  const accepted = all.get(draft.statement.location.name) ?? [];
  return (
    accepted.find((one) => one.statement.pointer === draft.statement.pointer && one.variant === 'at') ??
    accepted.find((one) => one.statement.pointer === draft.statement.pointer) ??
    accepted.find((one) => one.group === draft.group) ??
    accepted.find((one) => one.variant !== 'null') ??
    accepted[0]
  );
}

/** A statement's value as a step of an id: itself when it is short, else a digest of it. */
function mark(value: Json): string {
  const written = valueStep(value);
  return written.length <= 20 ? written : digest(written);
}

/**
 * Only where statements of several schemas would share an id is the schema's name, or its value, added; where that
 * does not tell them apart, a number. A draft that repeats another one has no id.
 */
function idsOf(drafts: readonly Draft[]): Map<Draft, string> {
  const plain = (draft: Draft): string => `${draft.group}/${draft.variant}`;
  const named = (draft: Draft): string => `${plain(draft)}~${step(draft.statement.part.component)}`;
  const marked = (draft: Draft): string => `${plain(draft)}~${mark(draft.statement.value)}`;
  const ways = [plain, named, marked].map((id) => ({ id, shared: sharedIds(drafts, id) }));
  const wanted = (draft: Draft): string =>
    (ways.find(({ id, shared }) => !shared.has(id(draft)))?.id ?? marked)(draft);
  const ids = new Map<Draft, string>();
  const groups = grouped(drafts, wanted);
  for (const [id, group] of groups) {
    let number = 1;
    for (const draft of inOrder(group)) {
      let unique = id;
      while (number > 1 && groups.has((unique = `${id}~${number}`))) number += 1;
      ids.set(draft, unique);
      number += 1;
    }
  }
  return ids;
}

/** The ids that statements of several schemas would share. */
function sharedIds(drafts: readonly Draft[], id: (draft: Draft) => string): ReadonlySet<string> {
  const shared = new Set<string>();
  const owners = new Map<string, string>();
  for (const draft of drafts) {
    const [key, { pointer }] = [id(draft), draft.statement];
    if ((owners.get(key) ?? pointer) !== pointer) shared.add(key);
    owners.set(key, pointer);
  }
  return shared;
}

/**
 * Drafts that would share an id, without repetitions: those with a name of ours first, so that a listed value called
 * `other` does not take the id of the value that is not listed.
 */
function inOrder(group: readonly Draft[]): Draft[] {
  const isRepeated = (one: Draft, index: number): boolean =>
    group.slice(0, index).some((other) => other.intent === one.intent && sameJson(other.body, one.body));
  const kept = group.length === 1 ? [...group] : group.filter((one, index) => !isRepeated(one, index));
  return kept.toSorted((a, b) => Number(a.intent === 'accept') - Number(b.intent === 'accept'));
}

function grouped<T>(all: readonly T[], keyOf: (one: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const one of all) {
    const key = keyOf(one);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [one]);
    else group.push(one);
  }
  return groups;
}
