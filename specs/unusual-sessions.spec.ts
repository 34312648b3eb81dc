import { accepts, refuses, tooSmall } from '../fixtures/contract.js';
import { requirement } from '../fixtures/requirements.js';

/** No update sets kiosk mode, and none brings back the viewport that the image decides on. */
const UNUSUAL = { headless: false, special: 'in kiosk mode, with a profile and no viewport' } as const;

describe('a session in kiosk mode that was created without a viewport', () => {
  accepts('kiosk/proxy', 'another proxy, while the viewport is still the one of the image', {
    clause: requirement('shows-kiosk-mode'),
    body: { proxy_id: '<other proxy>' },
    session: UNUSUAL,
  });
  accepts('kiosk/no-proxy', 'no proxy', {
    clause: requirement('shows-kiosk-mode'),
    body: { proxy_id: '' },
    session: UNUSUAL,
    start: { proxy: 'set' },
  });
  accepts('kiosk/empty', 'an empty object', {
    clause: requirement('shows-kiosk-mode'),
    body: {},
    session: UNUSUAL,
  });
  accepts('kiosk/viewport', 'a viewport', {
    clause: requirement('shows-kiosk-mode'),
    body: { viewport: { width: 1409, height: 883 } },
    session: UNUSUAL,
  });
});

/** It costs the most, and a plan may not have it: a few cases share one. */
const WITH_GPU = { headless: false, special: 'with a GPU' } as const;

describe('a session with a GPU', () => {
  accepts('gpu/viewport', 'a forced resize to an odd size at 60 Hz', {
    clause: requirement('shows-gpu'),
    body: { viewport: { width: 1411, height: 885, refresh_rate: 60, force: true } },
    session: WITH_GPU,
  });
  refuses('gpu/too-small', 'a width below its minimum', {
    clause: requirement('size-bounds'),
    body: { viewport: { width: tooSmall('width'), height: 883 } },
    claim: 'breaks the schema',
    subject: 'viewport.width.minimum',
    session: WITH_GPU,
  });
  accepts('gpu/all', 'another proxy, a profile and a viewport', {
    clause: requirement('shows-gpu'),
    body: {
      proxy_id: '<other proxy>',
      profile: { id: '<profile>' },
      viewport: { width: 1413, height: 887, refresh_rate: 53 },
    },
    session: WITH_GPU,
  });
});
