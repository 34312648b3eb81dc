import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** A folder for the files of documents, for the length of a test. */
export interface DocumentFolder {
  readonly path: string;
  /** Writes a file, with the folders that it stands in. @returns its path. */
  write(name: string, text: string | Buffer): string;
  discard(): void;
}

export function documentFolder(): DocumentFolder {
  const folder = mkdtempSync(path.join(tmpdir(), 'document-'));
  return {
    path: folder,
    write: (name, text) => {
      const file = path.join(folder, name);
      mkdirSync(path.dirname(file), { recursive: true });
      writeFileSync(file, text);
      return file;
    },
    discard: () => rmSync(folder, { recursive: true, force: true }),
  };
}
