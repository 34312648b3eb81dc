'use strict';

/**
 * Keeps what V8 makes of a module: compiling takes a fifth of the time in which a command starts. Node 22 does so by itself
 * (`module.enableCompileCache`), Node 20 does not. Plain JavaScript, because it has to be there before TypeScript can be loaded.
 */
const { createHash } = require('node:crypto');
const { mkdirSync, readFileSync, renameSync, writeFileSync } = require('node:fs');
const Module = require('node:module');
const path = require('node:path');
const { deserialize, serialize } = require('node:v8');
const { Script } = require('node:vm');
const { isMainThread } = require('node:worker_threads');

/** So many modules may be compiled each time: one that was changed is not worth writing all of them. */
const FEW = 20;

/** @typedef {(this: NodeJS.Module, content: string, file: string, ...rest: unknown[]) => unknown} Compile */

/** A script that Node has not compiled itself can import nothing at run time. */
const IMPORTS = /\bimport\s*\(/;

/**
 * What Node calls to compile a module, and loaders have replaced ever since.
 * @type {unknown}
 */
const loader = Module.prototype;
const prototype = /** @type {{ _compile: Compile }} */ (loader);

/** @typedef {{ readonly hash: string, readonly code: Buffer }} Kept */

/**
 * Compiles modules from now on with what an earlier process has kept, and keeps at the end what was missing.
 * @param {string} folder where it is kept, in a file for each command.
 * @param {(file: string) => boolean} isOurs modules from elsewhere come and go; they are not kept.
 */
function keepCode(folder, isOurs) {
  if (!isMainThread || process.env.MOCHA_WORKER_ID !== undefined) return; // no command, but a part of one, or of our tests
  const place = path.join(folder, `${path.basename(process.argv[1] ?? 'node')}-${process.version}`);
  const kept = read(place);
  /** @type {Map<string, { hash: string, script: Script }>} */
  const missed = new Map();
  const compileByNode = prototype._compile;
  prototype._compile = function (content, file, ...rest) {
    if (IMPORTS.test(content)) return Reflect.apply(compileByNode, this, [content, file, ...rest]);
    const source = Module.wrap(content.replace(/^#!.*/, ''));
    const hash = createHash('sha1').update(source).digest('base64'); // V8 itself compares lengths alone
    const known = kept.get(file);
    const script = compiled(source, file, known?.hash === hash ? known.code : undefined);
    if (script === undefined) return Reflect.apply(compileByNode, this, [content, file, ...rest]);
    if (script.cachedDataRejected !== false && isOurs(file)) missed.set(file, { hash, script });
    /** @type {unknown} */
    const run = script.runInThisContext();
    if (typeof run !== 'function') throw new Error(`${file} could not be wrapped as a module.`);
    return Reflect.apply(run, this.exports, [this.exports, requireOf(this), this, file, path.dirname(file)]);
  };
  process.once('exit', () => {
    if (missed.size <= FEW) return;
    for (const [file, { hash, script }] of missed) kept.set(file, { hash, code: script.createCachedData() });
    write(place, kept);
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
    return new Script(source, { filename, cachedData });
  } catch {
    return undefined;
  }
}

/**
 * What a module gets as its `require`.
 * @param {NodeJS.Module} module
 */
function requireOf(module) {
  /** @type {(id: string) => unknown} */
  const ofModule = (id) => module.require(id);
  return Object.assign(ofModule, require, {
    resolve: (/** @type {string} */ id, /** @type {{ paths?: string[] } | undefined} */ options) =>
      Module.createRequire(module.filename).resolve(id, options),
  });
}

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
 * Another process may do the same at the same time.
 * @param {string} place
 * @param {Map<string, Kept>} kept
 */
function write(place, kept) {
  try {
    mkdirSync(path.dirname(place), { recursive: true });
    writeFileSync(`${place}.${process.pid}`, serialize(kept));
    renameSync(`${place}.${process.pid}`, place);
  } catch {
    // Read-only, or full: compiled again the next time.
  }
}

module.exports = { keepCode };
