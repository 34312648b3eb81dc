'use strict';

/**
 * Loads tsx, which caches what it compiles in the temp folder. Where that cannot be written, tsx would end with a stack
 * and exit code 1, which means a breach, or, on a file system such as /proc, never end: it goes without a cache then.
 * Plain JavaScript, because nothing else can be loaded yet.
 */
const { mkdtempSync, rmdirSync } = require('node:fs');
const { tmpdir } = require('node:os');
const path = require('node:path');

if (!process.env.TSX_DISABLE_CACHE) {
  try {
    rmdirSync(mkdtempSync(path.join(tmpdir(), 'contract-')));
  } catch (error) {
    process.env.TSX_DISABLE_CACHE = '1';
    process.stderr.write(
      `The temp folder ${tmpdir()} cannot be written, so the suite starts more slowly: ${error instanceof Error ? error.message : String(error)}.\n`,
    );
  }
}
// @ts-expect-error -- tsx gives this entry no types
require('tsx/cjs');
