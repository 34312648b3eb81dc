import { isObject } from '../model/json.js';
import type { NotCovered } from '../model/not-covered.js';
import { at, below, follow, type ContractDocument } from './document.js';
import { operationOf } from './operation.js';
import { anonymousAt, unusedAlternatives } from './security.js';

/** What a document states about requests besides their bodies, and no request of this suite shows. */
export function unsentIn(document: ContractDocument): NotCovered[] {
  const operation = operationOf(document).pointer;
  const item = operation.slice(0, operation.lastIndexOf('/'));
  const access = (pointer: string, reason: string): NotCovered => ({
    ...{ pointer, keyword: 'security', path: 'access', reason, of: 'operation' },
  });
  const anonymous = anonymousAt(document);
  return [
    ...[operation, item].flatMap((owner) => parametersOf(document, owner)),
    ...unusedAlternatives(document).map((one) => access(one, 'Keys are sent in another way.')),
    ...(anonymous === undefined ? [] : [access(anonymous, 'It lets requests in without a key.')]),
  ];
}

/** The parameters that a path item or an operation declares, but those of the path. */
function parametersOf(document: ContractDocument, owner: string): NotCovered[] {
  const list = below(owner, 'parameters');
  const parameters = at(document, list);
  if (!Array.isArray(parameters)) return [];
  return [...parameters.keys()].flatMap((index): NotCovered[] => {
    const { pointer, value } = follow(document, below(list, index));
    if (!isObject(value) || value.in === 'path') return [];
    const { name, in: place, required } = value;
    const path = [place, 'parameter', name].filter((part) => typeof part === 'string').join(' ');
    const keyword = required === true ? 'required' : 'name';
    const reason =
      required === true
        ? 'The document requires it, and no request of this suite has it.'
        : 'No request of this suite has it.';
    return [{ pointer: below(pointer, keyword), keyword, path, reason, of: 'operation' }];
  });
}
