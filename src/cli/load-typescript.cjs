'use strict';

/**
 * Lets Node load TypeScript, as CommonJS. What esbuild makes of a source is kept in node_modules/.cache until the source
 * changes; where nothing can be kept, every start compiles. Plain JavaScript, because nothing else can be loaded yet.
 */
const { createHash } = require('node:crypto');
const { existsSync, readdirSync, readFileSync } = require('node:fs');
const path = require('node:path');
const { addHook } = require('pirates');
const { keepCode, replaceFile } = require('./code-cache.cjs');
const { showSources } = require('./stack-traces.cjs');

const ROOT = path.resolve(__dirname, '../..');
const CACHE = path.join(ROOT, 'node_modules/.cache/typescript');
const FOLDERS = ['src', 'fixtures', 'specs', 'proof', 'bench'];

/** @satisfies {import('esbuild').BuildOptions} */
const OPTIONS = {
  format: /** @type {const} */ ('cjs'),
  platform: /** @type {const} */ ('node'),
  target: 'node20',
  sourcemap: /** @type {const} */ ('inline'),
  sourcesContent: false,
  tsconfigRaw: {}, // it says nothing of how to compile
  supported: { 'dynamic-import': false }, // import() loads a module when it is used, and the same one as import does
};

/**
 * What this process has compiled, by file, wherever it could be kept.
 * @type {Map<string, string>}
 */
const compiled = new Map();
/**
 * The hash of each source that was loaded as it was kept, which stays on disk: it would take some megabytes of memory.
 * @type {Map<string, string>}
 */
const loaded = new Map();
let isFirstMiss = true;

/**
 * @param {string} source
 * @param {string} file
 * @returns {string} JavaScript
 */
function javaScript(source, file) {
  const hash = hashOf(source);
  const known = compiled.get(file) ?? kept(file, hash);
  if (known === undefined) compileWith(file);
  else loaded.set(file, hash);
  return known ?? compiled.get(file) ?? '';
}

/**
 * @param {string} file
 * @returns {string} the JavaScript that was loaded, whatever became of the source; nothing where it is no longer kept.
 */
function javaScriptInUse(file) {
  const hash = loaded.get(file);
  return compiled.get(file) ?? (hash === undefined ? undefined : kept(file, hash)) ?? '';
}

/** @param {string} source */
function hashOf(source) {
  return createHash('sha1').update(JSON.stringify(OPTIONS)).update(source).digest('hex');
}

/**
 * esbuild takes longer to start than to compile a source, so the first miss compiles all of ours that changed.
 * @param {string} file
 */
function compileWith(file) {
  const changed = isFirstMiss && isOurs(file) ? changedSources() : [];
  isFirstMiss = false;
  try {
    compile(changed.includes(file) ? changed : [file]);
  } catch (error) {
    if (changed.length === 0) throw error;
    compile([file]); // a source that nobody loads may be broken
  }
}

/** @param {readonly string[]} files */
function compile(files) {
  const { root } = path.parse(ROOT); // as if it were written beside the source, so that the source map finds that
  const hashes = files.map((file) => hashOf(readFileSync(file, 'utf8')));
  const { buildSync } = require('esbuild');
  const options = { ...OPTIONS, outdir: root, outbase: root, write: /** @type {const} */ (false) };
  const { outputFiles } = buildSync({ ...options, entryPoints: [...files], logLevel: 'silent' });
  for (const [index, file] of files.entries()) {
    const code = withFileNames(outputFiles[index]?.text ?? '', path.dirname(file));
    compiled.set(file, code);
    keep(file, `${hashes[index] ?? ''}${code}`);
  }
}

function changedSources() {
  return FOLDERS.map((folder) => path.join(ROOT, folder))
    .filter((folder) => existsSync(folder))
    .flatMap((folder) =>
      readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((name) => path.join(folder, name)),
    )
    .filter((file) => file.endsWith('.ts') && kept(file, hashOf(readFileSync(file, 'utf8'))) === undefined);
}

/**
 * Imports name the JavaScript that a source would become: `./case.js` is `./case.ts`.
 * @param {string} code
 * @param {string} folder
 */
function withFileNames(code, folder) {
  return code.replace(/\brequire\("([./][^"]*)\.js"\)/g, (found, name) =>
    existsSync(path.resolve(folder, `${name}.ts`)) ? `require("${name}.ts")` : found,
  );
}

/**
 * @param {string} file
 * @param {string} hash
 * @returns {string | undefined} what was made of the source with that hash, if it was kept
 */
function kept(file, hash) {
  try {
    const text = isOurs(file) ? readFileSync(placeOf(file), 'utf8') : '';
    return text.startsWith(hash) ? text.slice(hash.length) : undefined;
  } catch {
    return undefined;
  }
}

/**
 * @param {string} file
 * @param {string} text
 */
function keep(file, text) {
  if (isOurs(file)) replaceFile(placeOf(file), () => text);
}

/**
 * Specs from elsewhere come and go; they are not kept.
 * @param {string} file
 */
function isOurs(file) {
  return file.startsWith(ROOT + path.sep);
}

/** @param {string} file */
function placeOf(file) {
  return path.join(CACHE, `${path.relative(ROOT, file).replaceAll(path.sep, '+')}.js`);
}

if (process.env.NODE_V8_COVERAGE === undefined) {
  showSources(javaScriptInUse);
  keepCode(path.join(ROOT, 'node_modules/.cache/code'), isOurs);
} else process.setSourceMapsEnabled(true); // coverage is counted by Node's own compiler, with maps that it knows
addHook(javaScript, { exts: ['.ts'] });
