/** Why a document cannot be played: a whole sentence that names the file, the place in it and the reason. */
class DocumentError extends Error {
  override readonly name = 'DocumentError';
}

/** What is wrong at a place of a document, before the file is known. */
export class PlaceError extends Error {
  /** @param reason goes on after the place, without a full stop: `refers to itself, in a circle`. */
  constructor(place: string, reason: string) {
    super(`${place} ${reason}`);
  }
}

/**
 * Blames a failure on a document and, in the same sentence, on the server that cannot play it.
 * @throws DocumentError
 */
export function blaming<T>(file: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (error instanceof DocumentError) throw error;
    throw new DocumentError(`The reference server cannot play the document ${file}: ${reasonOf(error)}.`);
  }
}

function reasonOf(error: unknown): string {
  if (error instanceof RangeError) return 'it is nested too deeply';
  const text = error instanceof Error ? error.message : String(error);
  return text.replace(/\s+/g, ' ').replace(/\.$/, '');
}
