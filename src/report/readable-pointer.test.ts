import { expect } from 'chai';
import { readablePointer } from './readable-pointer.js';

describe('a pointer for people', () => {
  for (const [pointer, readable] of [
    ['#/paths/~1browsers~1%7Bid%7D/patch/responses/400', 'PATCH /browsers/{id} › responses › 400'],
    ['#/components/schemas/BrowserViewport/properties/width/minimum', 'BrowserViewport › width › minimum'],
    ['#/components/schemas/BrowserProfile/oneOf/0', 'BrowserProfile › oneOf › 0'],
    ['#/components/responses/Unauthorized', 'responses › Unauthorized'],
    ['#/components/schemas/Page/properties/content/type', 'Page › content › type'],
    ['#/components/schemas/Page/properties/properties/properties/paths', 'Page › properties › paths'],
    ['#/components/schemas/schemas/type', 'schemas › type'],
    ['#/paths/~1browsers~1%7Bid%7D', '/browsers/{id}'],
    ['#/paths/~1browsers~1%7Bid%7D/parameters/0', '/browsers/{id} › parameters › 0'],
    ['#/x-other-files/parts~1size.yaml/Size/properties/width', 'parts/size.yaml › Size › width'],
    ['#/security/0', 'security › 0'],
    ['#/paths', 'the document'],
    ['#', 'the document'],
  ] as const) {
    it(`reads ${pointer} as ${readable}`, () => expect(readablePointer(pointer)).to.equal(readable));
  }
});
