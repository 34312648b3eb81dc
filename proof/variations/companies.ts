import { VARIATIONS } from './table.js';
import type { Variation } from './variation.js';

/**
 * Variations that one server has at once: a company that no case holds against the API clears all of them in one run.
 * Each stands around those before it, so what rewrites text comes after what rewrites members, and headers come last.
 */
const NAMES: readonly (readonly string[])[] = [
  [
    'extra-members',
    'times-with-offset',
    'other-error-codes',
    'unknown-references-as-404',
    'unknown-members-refused',
    'deleted-session-as-400',
    'byte-order-mark-refused',
    'list-lags',
    'numbers-with-fraction-zero',
    'gzip',
  ],
  [
    'extra-members-inside',
    'times-without-fraction',
    'other-error-texts',
    'second-profile-as-403',
    'duplicate-members-refused',
    'body-before-session',
    'no-utf-8-replaced',
    'recording-start-not-shown',
    'pretty-json',
    'charset-parameter',
  ],
  [
    'force-shown',
    'times-with-microseconds',
    'error-details-never',
    'refused-resize-as-403',
    'missing-content-type-refused',
    'body-before-permission',
    'half-surrogates-refused',
    'list-in-short',
    'escaped-json',
    'capitals-in-content-type',
    'lower-case-header-names',
  ],
  [
    'optional-members-absent',
    'times-with-nanoseconds',
    'error-details-empty',
    'same-size-refused-while-recording',
    'any-content-type-accepted',
    'session-before-permission',
    'numbers-of-64-bits',
    'list-without-search',
    'final-newline',
    'chunked-transfer',
  ],
  [
    'profile-times-absent',
    'times-differ-between-patch-and-get',
    'error-details-always',
    'proxy-beside-switch-refused',
    'deep-bodies-refused',
    'deletion-takes-time',
    'more-headers',
  ],
  [
    'profile-name-absent',
    'no-proxy-is-empty-text',
    'inner-error',
    'null-proxy-removes',
    'switch-for-stealth-alone',
    'recording-ends-late',
    'no-challenge',
    'connection-close',
  ],
  [
    'nameless-profile-name-null',
    'no-refresh-rate-when-headless',
    'extra-members-in-errors',
    'other-derived-rates',
    'throttled',
    'rate-of-zero-derived',
    'recordings-with-zero-times',
  ],
  [
    'no-live-view-is-empty-text',
    'members-reordered',
    'headless-rate-stays',
    'default-proxy-shown',
    'segments-start-late',
    'reads-fail-now-and-then',
  ],
  [
    'lagging-read-back',
    'creations-fail-now-and-then',
    'profile-never-shown',
    'urls-minted-anew',
    'recordings-without-times',
  ],
  [
    'viewport-and-proxy-never-shown',
    'no-room-now-and-then',
    'recordings-in-short',
    'errors-quote-the-request',
    'one-address-for-both-protocols',
    'uptime-by-another-clock',
    'start-url-as-browsers-write-it',

    'overlapping-updates-refused',
  ],
  // What passes in a moment would hide others where answers come at once.
  ['session-ends-by-itself', 'session-known-late', 'references-known-late', 'slow-answers'],
  [
    'session-ends-after-an-update',
    'start-url-of-ascii-alone',
    'session-shown-in-part',
    'reads-break-now-and-then',
    'recordings-known-late',
  ],
];

/** Several variations in one server. */
export interface Company {
  readonly name: string;
  readonly sentence: string;
  readonly variations: readonly Variation[];
}

/** Every variation, in some company. */
export const COMPANIES: readonly Company[] = NAMES.map((names, index) => ({
  name: `company-${index + 1}`,
  sentence: `The server has these variations at once: ${names.join(', ')}.`,
  variations: names.map((name) => {
    const variation = VARIATIONS.find((one) => one.name === name);
    if (variation === undefined) throw new Error(`There is no variation "${name}".`);
    return variation;
  }),
}));
