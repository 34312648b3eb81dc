import { isObject, valueAt, type Json, type JsonObject } from '../../src/model/json.js';
import type { How } from '../../src/reference-server/deviation.js';
import { compileSchemas } from '../../src/reference-server/request-schema.js';
import { changed, onBody } from '../../src/reference-server/rewriting.js';
import { applying } from '../mutants/reading.js';
import { MUTANTS } from '../mutants/table.js';
import { edited, drop } from './edit.js';
import type { Breaker } from './evolution.js';

/** Accepts a new member and drops it. */
export function ignores(member: string): Breaker {
  const how = applying((changes) => ({ ...changes, more: without(changes.more, member) }));
  return { name: `ignores-${slug(member)}`, how };
}

/** Applies a member that is for answers only. `path` is dotted. */
export function applies(path: string): Breaker {
  const how: How = ({ steps }) => ({
    steps: {
      decide: (world, browser, update, now) => {
        const decision = steps.decide(world, browser, update, now);
        const sent = valueAt(isObject(update) ? update : {}, path.split('.'));
        if ('refusal' in decision || sent === undefined) return decision;
        const { value } = decision;
        return { value: { ...value, more: changed(value.more, path, () => sent) } };
      },
    },
  });
  return { name: `applies-${slug(path)}`, how };
}

/** Does not show a member. `path` is dotted. */
export function hides(path: string): Breaker {
  return { name: `hides-${slug(path)}`, how: onBody(200, (body) => changed(body, path, () => undefined)) };
}

/** Leaves a member out of refusals. */
export function hidesFromErrors(member: string): Breaker {
  return { name: `hides-${slug(member)}-from-errors`, how: onBody(400, (body) => without(body, member)) };
}

/** Shows a member in another way. `path` is dotted. */
export function shows(path: string, value: Json): Breaker {
  return { name: `shows-other-${slug(path)}`, how: onBody(200, (body) => changed(body, path, () => value)) };
}

/** Enforces a document that lacks a statement. */
export function lacks(...path: readonly string[]): Breaker {
  return enforces(`does-not-enforce-${slug(path.at(-1) ?? '')}`, (document) => drop(document, path));
}

/** Enforces a document that says something else. */
export function says(path: readonly string[], value: Json): Breaker {
  return enforces(`enforces-other-${slug(path.at(-1) ?? '')}`, (document) =>
    edited(document, path, () => value),
  );
}

function enforces(name: string, change: (document: JsonObject) => JsonObject): Breaker {
  const how: How = ({ document }) => ({ steps: { validate: compileSchemas(change(document)).update } });
  return { name, how };
}

/** A mistake against a statement that the evolution has moved and not changed. */
export function mutant(name: string): Breaker {
  const row = MUTANTS.find((candidate) => candidate.name === name);
  if (row === undefined) throw new Error(`There is no mutant ${name}.`);
  return { name, how: row.how };
}

function without(object: JsonObject, member: string): JsonObject {
  return Object.fromEntries(Object.entries(object).filter(([name]) => name !== member));
}

function slug(path: string): string {
  return path.replaceAll(/[^a-z0-9]+/gi, '-').toLowerCase();
}
