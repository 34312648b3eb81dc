import type { ContractCase } from '../model/case.js';
import { readablePointer } from './readable-pointer.js';

/** A requirement of the document, and the hand-written cases that rest on it. */
export interface Rule {
  readonly text: string;
  /** Its pointer in a readable form. */
  readonly where: string;
  readonly cases: readonly ContractCase[];
}

/** The rules that hand-written cases rest on, in the order of the first case of each. */
export function rulesOf(cases: readonly ContractCase[]): Rule[] {
  const rules = new Map<string, Rule & { readonly cases: ContractCase[] }>();
  for (const testCase of cases.filter(({ source }) => source === 'hand')) {
    const { pointer, text } = testCase.clause;
    const key = JSON.stringify([pointer, text]);
    const rule = rules.get(key) ?? { text, where: readablePointer(pointer), cases: [] };
    rule.cases.push(testCase);
    rules.set(key, rule);
  }
  return [...rules.values()];
}
