import type { Clause } from '../../model/clause.js';
import type { ContractDocument } from '../document.js';
import { isObject, type Json } from '../../model/json.js';
import type { SchemaChecker } from '../request-validator.js';
import { resalted, seeded } from './random.js';
import type { Sampler } from './sample.js';
import type { Intent } from '../../model/run-record.js';
import type { Statement, Variant } from './variant.js';
import { createBlame } from './verify.js';
import { clipped } from './words.js';

/** A case without its id, which depends on the other cases. */
export interface Draft {
  readonly statement: Statement;
  /** Location and keyword: `viewport.width/minimum`. */
  readonly group: string;
  readonly variant: string;
  readonly intent: Intent;
  readonly sentence: string;
  readonly clause: Clause;
  readonly body: Json;
  readonly mended: Json;
}

type Writer = (statement: Statement, variants: readonly Variant[]) => { drafts: Draft[]; reason?: string };

/** One attempt per salt to find a body that no other case sends. */
const ATTEMPTS = ['', '1', '2', '3', '4', '5'];

/**
 * Makes the writer that turns variants into bodies and keeps those that the document confirms.
 * The reason is given when no refused body was found for a statement that should have one.
 */
export function createWriter(
  document: ContractDocument,
  checker: SchemaChecker,
  schemaPointer: string,
  sampler: Sampler,
): Writer {
  const blame = createBlame(document, checker, schemaPointer);
  const sent = new Set<string>();

  function draft(statement: Statement, variant: Variant): { draft: Draft; alone: boolean } | undefined {
    const { location } = statement;
    const group = `${location.name}/${variant.keyword ?? statement.keyword}`;
    let best: { draft: Draft; alone: boolean } | undefined;
    for (const salt of ATTEMPTS) {
      if (sampler.isSpent()) break;
      const random = resalted(seeded(`${group}/${variant.name}`), salt);
      const valid = variant.base === undefined ? sampler.value(location, random) : variant.base(random);
      const mended = valid === undefined ? undefined : sampler.around(location, random, valid);
      const value = valid === undefined ? undefined : variant.value(valid, random);
      if (valid === undefined || mended === undefined || value === undefined) continue;
      const body = replaced(mended, location.steps, value);
      const outcome = judged(statement, variant, body, mended);
      if (outcome === undefined) continue;
      const found: Draft = {
        statement,
        group,
        variant: variant.name,
        intent: variant.intent,
        sentence: clipped(variant.say(value, valid)),
        clause: { pointer: statement.pointer, text: clauseText(statement) },
        body,
        mended,
      };
      best ??= { draft: found, alone: outcome === 'alone' };
      if (sent.has(JSON.stringify(body))) continue;
      best = { draft: found, alone: outcome === 'alone' };
      break;
    }
    return best;
  }

  function judged(statement: Statement, variant: Variant, body: Json, mended: Json): string | undefined {
    const real = sampler.filled(body);
    if (!checker.fits(schemaPointer, sampler.filled(mended))) return undefined;
    if (variant.intent !== 'refuse') return checker.fits(schemaPointer, real) ? 'alone' : undefined;
    const outcome = blame(statement, real);
    return outcome === 'elsewhere' ? undefined : outcome;
  }

  const whyNone = (what: string): string =>
    sampler.isSpent()
      ? `The search for a value that ${what} was given up: it took too many steps.`
      : `No value was found that ${what}.`;

  return (statement, variants) => {
    const tried = (fallback: boolean, intents: readonly Intent[]): { draft: Draft; alone: boolean }[] =>
      variants
        .filter((variant) => (variant.fallback ?? false) === fallback && intents.includes(variant.intent))
        .flatMap((variant) => draft(statement, variant) ?? []);
    const kept = tried(false, ['accept', 'observe']);
    const refused = tried(false, ['refuse']);
    if (kept.length === 0) kept.push(...tried(true, ['accept']).slice(0, 1));
    if (!refused.some(({ alone }) => alone)) refused.push(...tried(true, ['refuse']));
    // A mutation may violate more than its statement and is then dropped; a wrong type or bound cannot avoid it.
    const isMutation = ['pattern', 'not'].includes(statement.keyword);
    const pure =
      isMutation && refused.some(({ alone }) => alone) ? refused.filter(({ alone }) => alone) : refused;
    const drafts = [...kept, ...pure].map((one) => one.draft);
    for (const { body } of drafts) sent.add(JSON.stringify(body));
    const wanted = variants.some(({ intent }) => intent === 'refuse');
    if (wanted && pure.length === 0) {
      return { drafts, reason: whyNone(`violates only ${statement.keyword}`) };
    }
    if (drafts.length === 0) return { drafts, reason: whyNone(`demonstrates ${statement.keyword}`) };
    return { drafts: firstOfEachName(drafts) };
  };
}

/** Several attempts at the same refusal share a name; the first that succeeded is kept. */
function firstOfEachName(drafts: readonly Draft[]): Draft[] {
  const taken = new Set<string>();
  return drafts.filter(({ intent, variant }) => {
    if (intent !== 'refuse') return true;
    const isFirst = !taken.has(variant);
    taken.add(variant);
    return isFirst;
  });
}

/** The body with another value at a path. */
function replaced(body: Json, steps: readonly string[], value: Json): Json {
  const [step, ...rest] = steps;
  if (step === undefined) return value;
  if (Array.isArray(body))
    return body.map((item, index) => (String(index) === step ? replaced(item, rest, value) : item));
  if (!isObject(body)) return body;
  return { ...body, [step]: replaced(body[step] ?? null, rest, value) };
}

function clauseText({ keyword, value, part }: Statement): string {
  const few = Array.isArray(value) ? value.slice(0, 50) : value;
  const shown =
    typeof few === 'string' ? few : JSON.stringify(few).replaceAll(',', ', ').replaceAll(':', ': ');
  const bound =
    keyword === 'exclusiveMinimum' ? 'minimum' : keyword === 'exclusiveMaximum' ? 'maximum' : undefined;
  const beside =
    value === true && bound !== undefined ? `${bound}: ${JSON.stringify(part.schema[bound])}, ` : '';
  const text = `${beside}${keyword}: ${shown}`;
  return text.length <= 100 ? text : `${text.slice(0, 99)}…`;
}
