import type { Drift } from '../model/drift.js';

/** A drift in a few words: where, and what. */
export function driftText(drift: Drift): string {
  switch (drift.kind) {
    case 'undeclared status':
      return `${drift.method} status ${drift.status}`;
    case 'undeclared member':
      return `${drift.status} body ${drift.path}`;
    case 'undeclared header':
      return `header ${drift.name}`;
    case 'null list':
      return `GET ${drift.path}: null instead of an empty list`;
    case 'read sent again':
      return `a read ${drift.status === undefined ? 'got no answer' : `was answered with ${drift.status}`}, and was sent again`;
    case 'edge answered':
      return `something in front of the API answered an update with ${drift.status}`;
    case 'answer lost':
      return 'a connection was closed without an answer to an update; its case was tried once more';
    case 'answer badly framed':
      return `an answer to an update was badly framed (${drift.problem}); its case was tried once more`;
    case 'fewer browsers':
      return 'the API gave no further browser at once; the run went on with fewer';
    case 'session ended':
      return drift.was === 'the session'
        ? 'a session ended by itself; its case was run again on another'
        : 'a session that was only read ended by itself; the case was run again beside another';
    case 'recording ended':
      return 'nothing was recorded of a session any more when a case needed it; another session took its place';
  }
}
