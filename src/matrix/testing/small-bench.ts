import { collectCases } from '../../catalogue/collect-cases.js';
import { compileContract } from '../../run/compiled-contract.js';
import { startMeddler, type Meddling } from '../../run/testing/meddler.js';
import { startStandIn } from '../../stand-in/server.js';
import { currentSettings } from '../../target/settings.js';
import type { Bench, PlayedApi } from '../bench.js';
import type { Fault, Variant, Witness } from '../rows.js';

const MEDDLINGS: Readonly<Record<string, Meddling>> = {
  'says-text': {
    answer: (answer, { method }) => {
      if (method === 'PATCH' && answer.status === 200) answer.headers['content-type'] = 'text/plain';
      return undefined;
    },
  },
  'does-nothing': {},
  'slow-by-a-header': {
    answer: (answer) => {
      answer.headers['x-served-by'] = 'another';
      return undefined;
    },
  },
};

const PATCH = '#/paths/~1browsers~1%7Bid%7D/patch';

/** A fault that every accepted update shows, and one that nobody can find. */
export const SMALL_FAULTS: readonly Fault[] = [
  {
    name: 'says-text',
    area: 'response body',
    sentence: 'an accepted update is answered as plain text',
    clause: `${PATCH}/responses/200`,
  },
  { name: 'does-nothing', area: 'access', sentence: 'nothing is wrong', clause: `${PATCH}/responses/401` },
];

/** A variant that is none, and one that is harmless. */
export const SMALL_VARIANTS: readonly Variant[] = [
  { name: 'says-text', sentence: 'an accepted update is answered as plain text' },
  { name: 'slow-by-a-header', sentence: 'every answer carries another header' },
];

/** A check that is needed, and one that the other makes needless. */
const SMALL_WITNESSES: readonly Witness[] = [
  { check: 'content-type', fault: 'says-text' },
  { check: 'json', fault: 'says-text' },
];

/** A matrix over the cases of one field, with an API that misbehaves in ways of its own. */
export function smallBench(): Bench & { readonly open: OpenCounted } {
  const contract = compileContract(currentSettings().document);
  let left = 0;
  const open = async ({ fault, variant }: { fault?: string; variant?: string }): Promise<PlayedApi> => {
    const standIn = await startStandIn({ document: contract.document.file });
    const meddler = await startMeddler(standIn.url, MEDDLINGS[fault ?? variant ?? ''] ?? {});
    left += 1;
    return {
      ...standIn,
      url: meddler.url,
      close: async () => {
        left -= 1;
        await meddler.close();
        await standIn.close();
      },
    };
  };
  return {
    contract,
    cases: collectCases().filter(({ id }) => id.startsWith('viewport.width/')),
    faults: SMALL_FAULTS,
    variants: SMALL_VARIANTS,
    witnesses: SMALL_WITNESSES,
    open: Object.assign(open, { left: () => left }),
  };
}

/** Opens APIs, and knows how many of them are still open. */
type OpenCounted = Bench['open'] & { readonly left: () => number };
