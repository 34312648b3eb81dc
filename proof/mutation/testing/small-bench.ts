import { collectCases } from '../../../src/run/process/collect-cases.js';
import { compileContract } from '../../../src/run/case/compiled-contract.js';
import { startTamperingProxy, type Meddling } from '../../testing/tampering-proxy.js';
import { startReferenceServer } from '../../../src/reference-server/server.js';
import { currentSettings } from '../../../src/settings/environment.js';
import type { Bench, PlayedApi } from '../bench.js';
import type { Mutant, Variation, Ablation } from '../rows.js';

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

/** A mutant that every accepted update shows, and one that nobody can find. */
export const SMALL_MUTANTS: readonly Mutant[] = [
  {
    name: 'says-text',
    area: 'response body',
    sentence: 'an accepted update is answered as plain text',
    clause: `${PATCH}/responses/200`,
  },
  { name: 'does-nothing', area: 'access', sentence: 'nothing is wrong', clause: `${PATCH}/responses/401` },
];

/** A variation that is none, and one that is harmless. */
export const SMALL_VARIATIONS: readonly Variation[] = [
  { name: 'says-text', sentence: 'an accepted update is answered as plain text' },
  { name: 'slow-by-a-header', sentence: 'every answer carries another header' },
];

/** What the name of a company of one begins with. */
const COMPANY = 'company-of-';

/** A check that is needed, and one that the other makes redundant. */
const SMALL_WITNESSES: readonly Ablation[] = [
  { check: 'content-type', mutant: 'says-text' },
  { check: 'json', mutant: 'says-text' },
];

/** A report over the bounds of one field, with an API that misbehaves in ways of its own. */
export function smallBench(): Bench & { readonly open: OpenCounted } {
  const contract = compileContract(currentSettings().document);
  let left = 0;
  const open = async ({ mutant, variation }: { mutant?: string; variation?: string }): Promise<PlayedApi> => {
    const referenceServer = await startReferenceServer({ document: contract.document.file });
    const tamperingProxy = await startTamperingProxy(
      referenceServer.url,
      MEDDLINGS[mutant ?? variation?.replace(COMPANY, '') ?? ''] ?? {},
    );
    left += 1;
    return {
      ...referenceServer,
      url: tamperingProxy.url,
      close: async () => {
        left -= 1;
        await tamperingProxy.close();
        await referenceServer.close();
      },
    };
  };
  return {
    contract,
    cases: collectCases().filter(({ id }) => id.startsWith('viewport.width/m')),
    mutants: SMALL_MUTANTS,
    variations: SMALL_VARIATIONS,
    companies: SMALL_VARIATIONS.map((one) => ({ ...one, name: COMPANY + one.name, members: [one.name] })),
    killers: {},
    ablations: SMALL_WITNESSES,
    explorerSteps: 120,
    open: Object.assign(open, { left: () => left }),
  };
}

/** Opens APIs, and knows how many of them are still open. */
type OpenCounted = Bench['open'] & { readonly left: () => number };
