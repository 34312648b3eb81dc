import { refusedInCompany } from '../fixtures/contract.js';
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
      words: 'with a profile',
      beside: { profile: { id: '<profile>' } },
      start: { profile: 'none' },
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
