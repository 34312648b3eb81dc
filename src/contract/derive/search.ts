import type { Json } from '../../model/json.js';
import type { Location } from './location.js';
import type { Random } from './random.js';

/** Members that a written object has to have, with their values; for an array, items by index. */
export type Given = Readonly<Record<string, Json>>;

/** Finds valid values for the locations below. */
export interface Search {
  value(location: Location, random: Random): Json | undefined;
  plain(location: Location, random: Random): Json | undefined;
}
