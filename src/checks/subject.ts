import { below } from '../contract/document.js';
import type { ResponseContract } from '../contract/response-contract.js';
import type { Exchange } from '../model/exchange.js';
import type { Finding, WhyUntouched } from '../model/finding.js';
import type { JsonObject } from '../model/json.js';
import type { Effects } from './effects.js';
import type { Observable } from './session-state.js';

/** A response that arrived whole, to be judged by itself. */
export interface Answered {
  readonly exchange: Exchange;
  readonly response: NonNullable<Exchange['response']>;
  /** Statuses that are right. */
  readonly expected: readonly number[];
  readonly contract: ResponseContract;
}

/** Looks at one answered exchange. */
export type ExchangeCheck = (answered: Answered) => Finding[];

/** A session as one read or answer showed it. */
export interface Shown {
  readonly state: JsonObject;
  /** The members of it that are compared. */
  readonly members: Observable;
  readonly exchange: Exchange;
}

/** What an update did to a session. */
export interface Aftermath {
  readonly sessionId: string;
  /** The state before the update. */
  readonly before: Observable;
  /** The same, with what is not compared. Left out: unknown. */
  readonly stateBefore?: JsonObject;
  /** The session that an address leads to. Left out: that of none is known. */
  readonly ownerOf?: (address: string) => string | undefined;
  /** What a 200 answer to the update showed. */
  readonly answer: Shown | undefined;
  /** What a read afterwards showed. */
  readonly after: Shown | undefined;
  /** What the body asks for, when it is accepted. */
  readonly effects: Effects;
  /** JSON pointer of the schema that describes a session to whoever reads it. */
  readonly schema: string;
  /** Where answers to updates are described otherwise than reads: their schema, and which of them declares a member. */
  readonly apart?: Apart;
  /** True where the update was accepted and was allowed to be. */
  readonly accepted: boolean;
  /** Why nothing may have changed where it was not. Left out: the update had to be refused. */
  readonly whyUntouched?: WhyUntouched;
}

/** How a document describes the same session in the answers to updates and in reads. */
export interface Apart {
  /** JSON pointer of the schema of answers to updates. */
  readonly answers: string;
  readonly isDeclaredIn: (where: 'answer' | 'read', path: string) => boolean;
}

/** Looks at what an update did. */
export type AftermathCheck = (aftermath: Aftermath) => Finding[];

/** JSON pointer of what a session's schema says of a member (path joined by dots): of the outermost one that holds it. */
export function memberClause(schema: string, path: string): string {
  return below(schema, 'properties', path.split('.')[0] ?? path);
}
