import { word } from './curl.js';

/** The command that accepts a cause until a day; what only people know is left for them to write. */
export function acceptCommand(cause: string, until: string): string {
  return `npm run accept -- ${word(cause)} --reason "…" --issue "…" --owner "…" --until ${until}`;
}
