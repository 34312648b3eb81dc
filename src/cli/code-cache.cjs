'use strict';

/**
 * Keeps what V8 makes of a module: compiling takes a fifth of the time in which a command starts. Newer versions of Node can
 * do so themselves (`module.enableCompileCache`), Node 20 cannot. Plain JavaScript, because it has to be there before
 * TypeScript can be loaded.
 */
const { createHash, randomUUID } = require('node:crypto');
const { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } = require('node:fs');
const Module = require('node:module');
const path = require('node:path');
const { cachedDataVersionTag, deserialize, serialize } = require('node:v8');
const { Script } = require('node:vm');
const { isMainThread } = require('node:worker_threads');

/** Up to so many modules are compiled each time: one that was changed is not worth writing all of them. */
const FEW = 20;

/** @typedef {(this: NodeJS.Module, content: string, file: string, ...rest: unknown[]) => unknown} Compile */

/** A script that Node has not compiled itself can import nothing at run time. */
const IMPORTS = /\bimport\s*\(/;

/** What Node puts before the text of a module, on its first line. */
const [HEAD = ''] = Module.wrap('\n').split('\n');

/**
 * What Node calls to compile a module, and what loaders commonly replace.
 * @type {unknown}
 */
const loader = Module.prototype;
const prototype = /** @type {{ _compile: Compile }} */ (loader);

/** What the types of Node 20 leave out. */
const ofNewerNode = /** @type {{ enableCompileCache?: (folder: string) => unknown }} */ (Module);

/** @typedef {{ readonly hash: string, readonly code: Buffer }} Kept */

/**
 * Compiles modules from now on with what an earlier process has kept, and keeps at the end what was missing.
 * @param {string} folder where it is kept, in a file for each command.
 * @param {(file: string) => boolean} isOurs modules from elsewhere come and go; they are not kept.
 */
function keepCode(folder, isOurs) {
  if (!isMainThread || process.env.MOCHA_WORKER_ID !== undefined) return; // no command, but a part of one, or of our tests
  if (ofNewerNode.enableCompileCache !== undefined) {
    ofNewerNode.enableCompileCache(folder);
    return;
  }
  const command = path.basename(process.argv[1] ?? 'node');
  const place = path.join(folder, [command, process.version, process.arch, cachedDataVersionTag()].join('-'));
  const kept = read(place);
  /** @type {Map<string, { hash: string, script: Script }>} */
  const missed = new Map();
  const compileByNode = prototype._compile;
  prototype._compile = function (content, file, ...rest) {
    const byNode = () => Reflect.apply(compileByNode, this, [content, file, ...rest]);
    if (!isOurs(file) || rest[0] === 'module' || IMPORTS.test(content)) return byNode();
    const source = Module.wrap(content.replace(/^#!.*/, ''));
    const hash = createHash('sha1').update(source).digest('base64'); // V8 itself compares lengths alone
    const known = kept.get(file);
    const script = compiled(source, file, known?.hash === hash ? known.code : undefined);
    if (script === undefined) return byNode();
    if (script.cachedDataRejected !== false) missed.set(file, { hash, script });
    /** @type {unknown} */
    const run = script.runInThisContext();
    if (typeof run !== 'function') throw new Error(`${file} could not be wrapped as a module.`);
    return Reflect.apply(run, this.exports, [this.exports, requireOf(this), this, file, path.dirname(file)]);
  };
  process.once('exit', () => {
    if (missed.size <= FEW) return;
    replaceFile(place, () => {
      for (const [file, { hash, script }] of missed)
        kept.set(file, { hash, code: script.createCachedData() });
      return serialize(kept);
    });
  });
}

/**
 * @param {string} source
 * @param {string} filename
 * @param {Buffer | undefined} cachedData
 * @returns {Script | undefined} undefined where the source is no script, but a module of ECMAScript, or does not parse.
 */
function compiled(source, filename, cachedData) {
  try {
    return new Script(source, { filename, cachedData, columnOffset: -HEAD.length });
  } catch {
    return undefined;
  }
}

/**
 * What a module gets as its `require`: Node's own would have another module as the parent of what is required.
 * @param {NodeJS.Module} module
 */
function requireOf(module) {
  /** @type {(id: string) => unknown} */
  const ofModule = (id) => module.require(id);
  // Made for each module, it would take a tenth of what the whole cache saves.
  if (ofAnother?.main === undefined) ofAnother = Module.createRequire(module.filename);
  Object.assign(ofModule, ofAnother);
  return Object.defineProperty(ofModule, 'resolve', {
    get: () => Module.createRequire(module.filename).resolve,
  });
}

/**
 * The main module, the extensions and the cache are the same for all, once there is a main module.
 * @type {NodeJS.Require | undefined}
 */
let ofAnother;

/** @param {string} place */
function read(place) {
  /** @type {Map<string, Kept>} */
  const kept = new Map();
  try {
    /** @type {unknown} */
    const found = deserialize(readFileSync(place));
    if (found instanceof Map) for (const [file, one] of found) if (isKept(one)) kept.set(String(file), one);
  } catch {
    // Nothing was kept, or half of it.
  }
  return kept;
}

/**
 * @param {unknown} value
 * @returns {value is Kept}
 */
function isKept(value) {
  return typeof value === 'object' && value !== null && 'hash' in value && 'code' in value;
}

/**
 * Writes a file that others read or write at the same time, unless it is in a place that is read-only or full.
 * @param {string} place
 * @param {() => string | Buffer} content made only where it can be written.
 */
function replaceFile(place, content) {
  const beside = `${place}.${randomUUID()}`; // containers that share a folder give out the same process ids
  try {
    mkdirSync(path.dirname(place), { recursive: true });
    writeFileSync(beside, '');
    writeFileSync(beside, content());
    renameSync(beside, place);
  } catch {
    discard(beside); // compiled again the next time
  }
}

/** @param {string} file */
function discard(file) {
  try {
    rmSync(file, { force: true });
  } catch {
    // It could not even be begun.
  }
}

module.exports = { keepCode, replaceFile };
