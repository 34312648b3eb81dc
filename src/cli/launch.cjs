'use strict';

/**
 * Starts a command: `node src/cli/launch.cjs src/cli/contract.ts …`. Plain JavaScript without a dependency, because it has
 * to say in a sentence that dependencies are missing. Whatever keeps a command from running ends with exit code 3 here;
 * Node itself would end with 1, which means a breach by the API.
 */
const { closeSync, openSync, rmSync } = require('node:fs');
const path = require('node:path');
const { getHeapStatistics } = require('node:v8');

const ROOT = path.resolve(__dirname, '../..');
const OLDEST_NODE = [20, 19];
/** So many files and sockets a run has open at a time; with fewer, loaders and servers wait for ever. */
const OPEN_FILES = 128;
/** With a smaller heap, in bytes, V8 may end the process with a dump in the middle of a run. */
const HEAP = 100_000_000;
/** The same of its old space, in megabytes: what versions of Node add to that for the young one differs fourfold. */
const OLD_SPACE = 50;

/**
 * @param {unknown} error
 * @returns {never}
 */
function fail(error) {
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
  process.stderr.write(`${adviceFor(error)}\n${text}\n`);
  process.exit(3);
}

/** @param {unknown} error */
function adviceFor(error) {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'MODULE_NOT_FOUND') return 'The suite is not completely installed: run npm ci in its folder.';
  if (code === 'EMFILE' || code === 'ENFILE')
    return 'The suite cannot open more files: raise the limit (ulimit -n).';
  return 'The suite itself failed, which says nothing of the API:';
}

/** A run that never began leaves no report behind: nobody takes an older one, perhaps a green one, for its own. */
function removeReports() {
  const folder = process.env.CONTRACT_REPORTS_DIR ?? 'reports';
  for (const name of ['index.html', 'junit.xml', 'run.json', 'summary.md']) {
    try {
      rmSync(path.join(folder, name), { force: true });
    } catch {
      // Where even that fails, the exit code is what counts.
    }
  }
}

/** @throws Error with the code EMFILE where the process may not open as many files as a run needs. */
function expectOpenFiles() {
  /** @type {number[]} */
  const open = [];
  try {
    while (open.length < OPEN_FILES) open.push(openSync(__filename, 'r'));
  } finally {
    for (const file of open) closeSync(file);
  }
}

function hasTooLittleMemory() {
  const options = [process.env.NODE_OPTIONS, ...process.execArgv].join(' ');
  const [, asked = OLD_SPACE] = /.*--max[-_]old[-_]space[-_]size=(\d+)/.exec(options) ?? [];
  return getHeapStatistics().heap_size_limit < HEAP || Number(asked) < OLD_SPACE;
}

if (hasTooLittleMemory()) {
  process.stderr.write('The suite needs more memory: raise or unset --max-old-space-size in NODE_OPTIONS.\n');
  process.exit(3);
}

const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
const [oldest = 0, oldestMinor = 0] = OLDEST_NODE;
if (major < oldest || (major === oldest && minor < oldestMinor)) {
  process.stderr.write(`Node ${process.versions.node} is too old: use ${OLDEST_NODE.join('.')} or newer.\n`);
  process.exit(3);
}

const [, , command = ''] = process.argv;
process.argv.splice(1, 2, path.resolve(ROOT, command)); // the command finds its arguments where Node puts them
process.on('uncaughtException', fail);
try {
  expectOpenFiles();
  require('./load-typescript.cjs');
  require(path.resolve(ROOT, command));
} catch (error) {
  if (command === 'src/cli/contract.ts') removeReports();
  fail(error);
}
