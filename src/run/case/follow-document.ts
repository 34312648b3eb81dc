import { declaredStatuses } from '../../contract/declared-responses.js';
import type { ContractDocument } from '../../contract/document.js';
import { followRequirement, type FollowedRequirement } from '../../contract/followed-requirement.js';
import { isPinned, pinnedDocument } from '../../contract/pinned-document.js';
import { samePlace } from '../../contract/places.js';
import { loadRequirements, type Requirement } from '../../contract/requirements.js';
import type { ContractCase } from '../../model/case.js';
import { parseJson, type Json } from '../../model/json.js';
import type { NeedsPerson } from '../../model/needs-person.js';
import { placeWords } from './place-words.js';
import { completed, faultsOf, memberGone, problemsOf } from './row-body.js';

/** How the rows of the specs are brought to another document than the pinned one. */
export interface Following {
  readonly document: ContractDocument;
  /** A valid value for a member that the document in use requires, by its path; left out: rows stay as they are. */
  readonly valueFor?: (path: string) => Json | undefined;
}

/**
 * A case as the document in use has it. A hand-written one rests on a clause of the pinned document: under another one, it
 * is given the clause of the same place there, or it says why a person has to look at it.
 */
export function followDocument(testCase: ContractCase, following: Following): ContractCase {
  const { document } = following;
  if (testCase.source !== 'hand' || isPinned(document)) return testCase;
  const requirement = requirementOf(testCase);
  if (requirement === undefined) return testCase;
  const followed = followRequirement(requirement, document);
  const { id } = testCase.clause;
  const clause = { pointer: followed.pointer, text: followed.text, ...(id === undefined ? {} : { id }) };
  const brought = { ...withRequired(testCase, followed, following), clause };
  const needsPerson = needsPersonFor(brought, requirement, followed, document);
  return needsPerson === undefined ? brought : { ...brought, needsPerson };
}

function requirementOf({ clause }: ContractCase): Requirement | undefined {
  return loadRequirements().find(({ id }) => id === clause.id);
}

/** What the clause is about is what the row leaves out on purpose. */
function withRequired(
  testCase: ContractCase,
  { place }: FollowedRequirement,
  { document, valueFor }: Following,
): ContractCase {
  const { body, raw, claim, start } = testCase;
  if (valueFor === undefined) return testCase;
  const isSubject = (path: string): boolean => place?.kind === 'request' && place.path === path;
  const complete = (value: Json): Json =>
    completed(document, value, (path) => (isSubject(path) ? undefined : valueFor(path)));
  return {
    ...testCase,
    ...(body === undefined || raw !== undefined || claim === 'nothing' ? {} : { body: complete(body) }),
    ...(start.after === undefined ? {} : { start: { ...start, after: complete(start.after) } }),
  };
}

function needsPersonFor(
  testCase: ContractCase,
  requirement: Requirement,
  followed: FollowedRequirement,
  document: ContractDocument,
): NeedsPerson | undefined {
  const { place } = followed;
  const about = {
    decidesStatus: place?.kind !== 'response' && !isInvalid(testCase),
    member: place?.kind === 'request' ? place.path : '',
  };
  const obstacle = goneFor(testCase, requirement, followed, document) ?? contradiction(testCase, document);
  if (obstacle !== undefined) return { ...about, why: obstacle, isRun: false };
  return followed.change === 'none'
    ? undefined
    : { ...about, why: whatChanged(requirement, followed), isRun: true };
}

/**
 * Is the body invalid whatever else the document says? (So does a status mean what it means in HTTP.) Its schema rules it
 * out, or it is not what its content type says.
 */
function isInvalid({ claim, raw, contentType }: ContractCase): boolean {
  if (claim === 'breaks the schema') return true;
  return raw !== undefined && contentType === 'application/json' && !isJson(raw);
}

function isJson(text: string): boolean {
  try {
    parseJson(text);
    return true;
  } catch {
    return false;
  }
}

/** What the document in use no longer has, and the row needs. */
function goneFor(
  { statuses, start, body }: ContractCase,
  requirement: Requirement,
  followed: FollowedRequirement,
  document: ContractDocument,
): string | undefined {
  if (followed.change === 'gone') return whatChanged(requirement, followed);
  const update = [
    body,
    start.after,
    ...(start.proxy === undefined ? [] : [{ proxy_id: '' }]),
    ...(start.profile === 'loaded' ? [{ profile: {} }] : []),
  ];
  const [member] = update.flatMap((one) => memberGone(document, one) ?? []);
  if (member !== undefined) return noLonger(placeWords({ kind: 'request', path: member }));
  return undeclared(statuses, document);
}

/** The statuses of a case, where the document in use declares none of them. */
export function undeclared(statuses: readonly number[], document: ContractDocument): string | undefined {
  const isDeclared = (status: number): boolean =>
    samePlace(document, { kind: 'response', status: String(status) }) !== undefined;
  if (statuses.length === 0 || statuses.some(isDeclared)) return undefined;
  const what = `the status ${statuses.join(' or ')}`;
  const wasDeclared = declaredStatuses(pinnedDocument()).some((status) => statuses.includes(status));
  return wasDeclared ? noLonger(what) : `the document does not declare ${what}`;
}

/** What the row says of its bodies, and the schema in use does not bear out. */
function contradiction({ body, claim, start }: ContractCase, document: ContractDocument): string | undefined {
  if (body !== undefined && claim !== 'nothing') {
    const isToFit = claim === 'fits the schema';
    const faults = faultsOf(document, body).map(({ message }) => message);
    const why = contradicts(isToFit, isToFit ? problemsOf(document, body) : faults);
    if (why !== undefined) return why;
  }
  const [problem] = start.after === undefined ? [] : problemsOf(document, start.after);
  return problem === undefined
    ? undefined
    : `by this document an update that this case begins with is invalid: ${problem}`;
}

/**
 * Why a body is not what its row says, as a part of a sentence.
 * @param problems what is wrong with it by the document in use.
 */
export function contradicts(isToFit: boolean, problems: readonly string[]): string | undefined {
  if (isToFit && problems.length > 0) {
    return `by this document the body of this case is invalid: ${problems.join('; ')}`;
  }
  return !isToFit && problems.length === 0 ? 'by this document the body of this case is valid' : undefined;
}

function noLonger(what: string): string {
  return `the document no longer has ${what}`;
}

/** What became of a requirement that the document in use does not state as the pinned one does. */
export function whatChanged(
  { pointer, text, isSentence }: Requirement,
  { change, place, keyword, text: now }: FollowedRequirement,
): string {
  const where = place === undefined ? `what ${pointer} led to` : placeWords(place);
  if (change === 'gone') return noLonger(keyword === '' ? where : `${keyword} of ${where}`);
  const what = isSentence
    ? 'the sentence'
    : `what the schema states${keyword === '' ? '' : ` by ${keyword}`}`;
  const instead = now === '' ? '' : `; it says "${now}"`;
  return `${what} about ${where} has changed: it was "${text}"${instead}`;
}
