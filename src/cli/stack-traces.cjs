'use strict';

/**
 * Shows places in the sources in the stack of an error. With `--enable-source-maps`, Node would read the map of every module
 * when it is loaded; nearly all are never asked for. Plain JavaScript, because nothing else can be loaded yet.
 */
const { SourceMap } = require('node:module');

const MAP = '//# sourceMappingURL=data:application/json;base64,';

/** @param {(file: string) => string} javaScriptOf what was made of a source, with its map at the end. */
function showSources(javaScriptOf) {
  /** @type {Map<string, SourceMap | undefined>} */
  const maps = new Map();
  const mapOf = (/** @type {string} */ file) => {
    if (!maps.has(file)) maps.set(file, mapIn(javaScriptOf(file)));
    return maps.get(file);
  };
  Error.prepareStackTrace = (error, frames) =>
    [nameOf(error), ...frames.map((frame) => `    at ${located(frame, mapOf)}`)].join('\n');
}

/** @param {string} code */
function mapIn(code) {
  const at = code.lastIndexOf(MAP);
  if (at < 0) return undefined;
  /** @type {unknown} */
  const map = JSON.parse(Buffer.from(code.slice(at + MAP.length), 'base64').toString('utf8'));
  return isMap(map) ? new SourceMap(map) : undefined;
}

/**
 * @param {unknown} value
 * @returns {value is import('node:module').SourceMapPayload}
 */
function isMap(value) {
  return typeof value === 'object' && value !== null && 'mappings' in value;
}

/**
 * @param {NodeJS.CallSite} frame
 * @param {(file: string) => SourceMap | undefined} mapOf
 */
function located(frame, mapOf) {
  // oxlint-disable-next-line typescript/no-base-to-string -- its types leave out that V8 gives a frame a text
  const shown = frame.toString();
  const file = frame.getFileName() ?? '';
  const [line, column] = [frame.getLineNumber() ?? 0, frame.getColumnNumber() ?? 0];
  try {
    const origin = file.endsWith('.ts') ? mapOf(file)?.findOrigin(line, column) : undefined;
    if (origin === undefined || !('lineNumber' in origin && 'columnNumber' in origin)) return shown;
    return shown.replace(
      `:${line}:${column}`,
      `:${Number(origin.lineNumber)}:${Number(origin.columnNumber)}`,
    );
  } catch {
    return shown; // its source is gone: an error must not hide behind another one
  }
}

/**
 * As Node shows it, with its own codes: a toString of the error's own may ask for the stack that is being made.
 * @param {unknown} error of any kind: a stack can be asked for any object.
 */
function nameOf(error) {
  try {
    const shown = Error.prototype.toString.call(error);
    const code = error instanceof Error && 'code' in error ? `[${String(error.code)}]` : '';
    const isLeftOut = code.startsWith('[ERR_') && !shown.includes(code);
    return isLeftOut ? shown.replace(/^\w+/, `$& ${code}`) : shown;
  } catch {
    return 'Error';
  }
}

module.exports = { showSources };
