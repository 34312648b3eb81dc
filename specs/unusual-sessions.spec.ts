import { accepts } from '../fixtures/contract.js';
import { requirement } from '../fixtures/requirements.js';

/** No update sets kiosk mode, and none brings back the viewport that the image decides on. */
const UNUSUAL = { headless: false, special: 'in kiosk mode, with a profile and no viewport' } as const;

describe('a session in kiosk mode that was created without a viewport', () => {
  accepts('kiosk/proxy', 'another proxy, while the viewport is still the one of the image', {
    clause: requirement('shows-kiosk-mode'),
    body: { proxy_id: '<other proxy>' },
    session: UNUSUAL,
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
