import { accepts, refuses } from '../fixtures/contract.js';
import { requirement } from '../fixtures/requirements.js';
import { KIOSK, WITH_GPU } from '../fixtures/session-kinds.js';

describe('a session in kiosk mode that was created without a viewport', () => {
  accepts('kiosk/proxy', 'another proxy, while the viewport is still the one of the image', {
    clause: requirement('shows-kiosk-mode'),
    body: { proxy_id: '<other proxy>' },
    session: KIOSK,
  });
  accepts('kiosk/no-proxy', 'no proxy', {
    clause: requirement('shows-kiosk-mode'),
    body: { proxy_id: '' },
    session: KIOSK,
    start: { proxy: 'set' },
  });
  accepts('kiosk/empty', 'an empty object, a dozen times', {
    clause: requirement('shows-kiosk-mode'),
    body: {},
    // Whoever counts updates and loses something with the tenth loses it here.
    also: Array.from({ length: 11 }, () => ({})),
    session: KIOSK,
  });
  accepts('kiosk/viewport', 'a viewport', {
    clause: requirement('shows-kiosk-mode'),
    body: { viewport: { width: 1409, height: 883 } },
    session: KIOSK,
  });
});

describe('a session with a GPU', () => {
  accepts('gpu/viewport', 'a forced resize to an odd size at 60 Hz', {
    clause: requirement('shows-gpu'),
    body: { viewport: { width: 1411, height: 885, refresh_rate: 60, force: true } },
    session: WITH_GPU,
  });
  accepts('gpu/all', 'another proxy, a profile and a viewport', {
    clause: requirement('shows-gpu'),
    body: {
      proxy_id: '<other proxy>',
      profile: { id: '<profile>' },
      viewport: { width: 1413, height: 887, refresh_rate: 53, force: true },
    },
    session: WITH_GPU,
  });
  accepts('gpu/derived-rate', 'forced resizes without a rate, which depends on the size', {
    clause: requirement('rate-derived'),
    body: { viewport: { width: 1415, height: 889, force: true } },
    session: WITH_GPU,
    procedure: 'derived rates',
  });
  refuses('gpu/recording', 'a resize without force, while a replay is recorded', {
    clause: requirement('resize-refused-while-recorded'),
    body: { viewport: { width: 1417, height: 891 } },
    session: WITH_GPU,
    statuses: [400, 403],
    because: 'the document names no status for it: 400 (invalid input) and 403 (not permitted) both fit',
  });
});
