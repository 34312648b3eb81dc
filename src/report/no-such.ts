import { closestNames } from '../model/closest-names.js';
import { counted, visible } from './visible.js';

/** So many names are listed of those that begin like an unknown one. */
const MOST_NAMES = 10;

/**
 * That there is no such name, and which may be meant: those that begin with it, such as the cases of a group, or else the
 * closest.
 * @param sentence without a full stop: `There is no case "viewport"`.
 * @param lists the command that lists all names, in a few words: `npm run cases lists all`.
 */
export function noSuch(sentence: string, name: string, all: readonly string[], lists = ''): string {
  const names = [...new Set(all)];
  const text = visible(sentence);
  const within = name === '' ? [] : names.filter((candidate) => candidate.startsWith(name));
  if (within.length > 0) return `${text}; ${beginSo(within, lists)}`;
  const closest = closestNames(name, names);
  if (closest.length === 0) return `${text}${lists === '' ? '' : `; ${lists}`}.`;
  return `${text}; the closest ${closest.length === 1 ? 'is' : 'are'} ${closest.map(visible).join(', ')}.`;
}

/** The short ones first: what a group is about, before its many variants. */
function beginSo(within: readonly string[], lists: string): string {
  const shortFirst = within.toSorted((a, b) => a.length - b.length);
  const shown = shortFirst.slice(0, MOST_NAMES).map((name) => `  ${visible(name)}`);
  const more = within.length - shown.length;
  return [
    `${counted(within.length, 'id')} ${within.length === 1 ? 'begins' : 'begin'} so:`,
    ...shown,
    ...(more > 0 ? [`  and ${more} more${lists === '' ? '' : `; ${lists}`}`] : []),
  ].join('\n');
}
