import { mkdirSync, statSync } from 'node:fs';
import path from 'node:path';

/**
 * Makes a folder and those above it. Node's own way of doing so never ends where a file system such as /proc says
 * that the folder above a new one is missing.
 * @throws whatever the file system says.
 */
export function makeFolder(dir: string): void {
  if (isFolder(dir)) return;
  makeFolder(path.dirname(dir));
  try {
    mkdirSync(dir);
  } catch (error) {
    if (!isFolder(dir)) throw error; // another process may have made it meanwhile
  }
}

function isFolder(dir: string): boolean {
  return statSync(dir, { throwIfNoEntry: false })?.isDirectory() === true;
}
