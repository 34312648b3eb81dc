import { expect } from 'chai';
import { extend, VIEWPORT } from '../../../proof/evolutions/edit.js';
import { writeDocument } from '../../../proof/testing/document-with.js';
import { withMembers } from '../../../proof/testing/new-document.js';
import { OFF_DEFAULT } from '../../api/leases/browsers.js';
import type { JsonObject } from '../../model/json.js';
import { compileContract } from './compiled-contract.js';
import { startingViewport } from './starting-viewport.js';

/** The viewport to start with where a member of viewports states something else. */
function starting(member: string, states: JsonObject): object {
  const { file, discard } = writeDocument(
    extend(withMembers({}, {}), [...VIEWPORT, 'properties', member], states),
  );
  try {
    return startingViewport(compileContract(file));
  } finally {
    discard();
  }
}

describe('the viewport that sessions are created with', () => {
  const { width, height, refresh_rate } = OFF_DEFAULT.viewport;

  it('is the usual one where updates may have it', () => {
    expect(starting('width', {})).to.deep.equal(OFF_DEFAULT.viewport);
  });

  it('is moved into other bounds, and loses a rate that is none of those that are listed', () => {
    expect(starting('width', { minimum: 2000 })).to.deep.include({ height, refresh_rate });
    expect(starting('width', { minimum: 2000 }))
      .to.have.property('width')
      .that.is.at.least(2000);
    expect(starting('refresh_rate', { enum: [10, 25] })).to.deep.equal({ width, height });
  });
});
