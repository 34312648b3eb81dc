import { boundOf, refusedInCompany } from '../fixtures/contract.js';
import { HEADFUL, KIOSK, RECORDED, STEALTH, WITH_GPU } from '../fixtures/session-kinds.js';

/** A bound holds in any company and on every kind of session; alone and on the usual one it is tried in viewport.spec.ts. */
describe('the bounds of a viewport, in company', () => {
  refusedInCompany(/^viewport\.(?:width|height)\/(?:minimum|maximum)\//, [
    {
      slug: 'with-a-rate',
      words: 'with a rate, on a headful session',
      inside: { refresh_rate: 30 },
      session: HEADFUL,
    },
    {
      slug: 'with-force',
      words: 'forced, while a replay is recorded',
      inside: { force: true },
      session: RECORDED,
    },
    {
      slug: 'with-a-proxy',
      words: 'with another proxy, on a stealth session',
      beside: { proxy_id: '<other proxy>' },
      session: STEALTH,
    },
    {
      slug: 'with-a-profile',
      words: 'with a profile, and in other company',
      beside: { profile: { id: '<profile>' } },
      start: { profile: 'none' },
      others: [
        { beside: { profile: { id: '<profile>', save_changes: false }, proxy_id: '<other proxy>' } },
        { beside: { proxy_id: null } },
        { beside: { disable_default_proxy: false } },
        { inside: { force: false } },
        // The other side at either of its bounds.
        { inside: { width: boundOf('width', 'maximum', 7680), height: boundOf('height', 'maximum', 4320) } },
        { inside: { width: boundOf('width', 'minimum', 320), height: boundOf('height', 'minimum', 240) } },
      ],
    },
    {
      slug: 'with-no-proxy',
      words: 'with an empty proxy_id, in kiosk mode',
      beside: { proxy_id: '' },
      session: KIOSK,
      start: { proxy: 'set' },
    },
    {
      slug: 'with-a-gpu',
      words: 'forced, on a session with a GPU',
      inside: { force: true },
      session: WITH_GPU,
    },
  ]);
});
