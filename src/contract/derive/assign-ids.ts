import type { DerivedCase } from './derived-case.js';
import type { Json } from '../../model/json.js';
import type { Draft } from './drafts.js';
import { step, valueStep } from './ids.js';
import { digest } from './random.js';

/**
 * Gives drafts their ids and refused ones their accepted neighbour.
 * @throws Error listing equal ids.
 */
export function assignIds(drafts: readonly Draft[]): DerivedCase[] {
  const all = withNeighbours(drafts);
  const ids = idsOf(all);
  return all.map((draft): DerivedCase => {
    const { statement, sentence, intent, clause, body } = draft;
    const path = statement.location.steps;
    const shared = { id: ids.get(draft) ?? '', sentence, intent, clause, field: path[0] ?? '', path, body };
    if (intent !== 'refuse') return shared;
    const neighbour = neighbourOf(draft, all);
    return { ...shared, mended: draft.mended, ...(neighbour && { neighbour: ids.get(neighbour) ?? '' }) };
  });
}

/** Adds an accepted case to every location that has refused ones only: the mended body of one of them. */
function withNeighbours(drafts: readonly Draft[]): Draft[] {
  const all = [...drafts];
  for (const draft of drafts) {
    if (draft.intent !== 'refuse' || neighbourOf(draft, all) !== undefined) continue;
    const { location } = draft.statement;
    const what = location.steps.length === 0 ? 'body' : location.subject;
    const said = `a valid ${what} that satisfies ${draft.statement.keyword}`;
    all.push({ ...draft, intent: 'accept', variant: 'valid', sentence: said, body: draft.mended });
  }
  return all;
}

/** The accepted case next to a refused one: of the same statement if possible, then keyword, then location. */
function neighbourOf(draft: Draft, all: readonly Draft[]): Draft | undefined {
  const { location } = draft.statement;
  const accepted = all.filter(
    (one) => one.intent === 'accept' && one.statement.location.name === location.name,
  );
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

/** Only where statements of several schemas would share an id is the schema's name, or its value, added. */
function idsOf(drafts: readonly Draft[]): Map<Draft, string> {
  const plain = (draft: Draft): string => `${draft.group}/${draft.variant}`;
  const named = (draft: Draft): string => `${plain(draft)}~${step(draft.statement.part.component)}`;
  const marked = (draft: Draft): string => `${plain(draft)}~${mark(draft.statement.value)}`;
  const ids = new Map<Draft, string>();
  const rivals = (draft: Draft, id: (draft: Draft) => string): Draft[] =>
    drafts.filter((one) => id(one) === id(draft));
  for (const draft of drafts) {
    const ways = [plain, named, marked];
    const apart = ways.find(
      (id) => new Set(rivals(draft, id).map((one) => one.statement.pointer)).size === 1,
    );
    ids.set(draft, (apart ?? marked)(draft));
  }
  const taken = [...ids.values()];
  const equal = [...new Set(taken.filter((id, index) => taken.indexOf(id) !== index))];
  if (equal.length > 0) throw new Error(`Several derived cases would have the same id: ${equal.join(', ')}.`);
  return ids;
}
