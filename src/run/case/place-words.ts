import type { Place } from '../../contract/places.js';

/** A place of the document as a part of a sentence: `profile.name in the request body`, `the status 403`. */
export function placeWords(place: Place): string {
  switch (place.kind) {
    case 'operation':
      return 'the operation';
    case 'path parameter':
      return 'the path parameter';
    case 'request body':
      return 'a JSON request body';
    case 'security scheme':
      return 'the security scheme';
    case 'request':
      return place.path === '' ? 'the request body' : `${place.path} in the request body`;
    case 'response':
      return `the status ${place.status}`;
    case 'answer':
      return place.path === ''
        ? `the body of ${place.status}`
        : `${place.path} in the body of ${place.status}`;
  }
}
