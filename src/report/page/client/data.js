/**
 * A line of the list.
 * @typedef {{ id: string, topic: string, sentence: string, verdict: string, status?: number, ms: number, reason: string, statement?: number, causes: string[] }} Case
 * @typedef {string | { as: 'mark' | 'soft' | 'strong', text: string }} Piece
 * @typedef {{ purpose: string, ms: number, sent: Piece[], got: Piece[] }} Exchange
 * @typedef {{ expected: string, place?: string, clause: { pointer: string, text: string }, because?: string, findings: string[], obstacle?: string, exchanges: Exchange[], again: string, session?: string, curl?: string }} Details
 * @typedef {{ index: string, packs: string[], casesInPack: number }} CaseData
 */

/**
 * JSON that we wrote: that it is a list, or an object, is all there is to ask.
 * @type {(text: string) => unknown}
 */
const parsed = JSON.parse;

/** @param {unknown} value @returns {value is CaseData} */
function isCaseData(value) {
  return typeof value === 'object' && value !== null && 'packs' in value;
}

/** @param {unknown} value @returns {value is Case[]} */
function areCases(value) {
  return Array.isArray(value);
}

/** @param {unknown} value @returns {value is Details[]} */
function areDetails(value) {
  return Array.isArray(value);
}

/** @type {Map<number, Promise<unknown>>} */
const unpackedPacks = new Map();

/** What came with the page, still packed. */
function packedData() {
  const data = parsed(element('#case-data', HTMLScriptElement).text);
  if (!isCaseData(data)) throw new Error('The page holds no cases.');
  return data;
}

const data = packedData();

/**
 * The value that was packed by deflate, as base64.
 * @param {string} packed
 */
async function unpacked(packed) {
  const bytes = Uint8Array.from(atob(packed), (character) => character.charCodeAt(0));
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('deflate'));
  return parsed(await new Response(stream).text());
}

async function allCases() {
  const all = await unpacked(data.index);
  return areCases(all) ? all : [];
}

/**
 * What is known of a case beyond its line, unpacked together with its neighbours when it is first asked for.
 * @param {number} index
 */
async function detailsOf(index) {
  const number = Math.floor(index / data.casesInPack);
  const pack = unpackedPacks.get(number) ?? unpacked(data.packs[number] ?? '');
  unpackedPacks.set(number, pack);
  const all = await pack;
  return areDetails(all) ? all[index % data.casesInPack] : undefined;
}
