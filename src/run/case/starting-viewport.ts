import { OFF_DEFAULT } from '../../api/leases/browsers.js';
import { isObject, valueAt, type Json } from '../../model/json.js';
import type { CompiledContract } from './compiled-contract.js';
import { completed } from './row-body.js';

/** The viewport that sessions are created with: the usual one, as far as the document in use lets updates have it. */
export function startingViewport({
  document,
  requestProblems,
}: Pick<CompiledContract, 'document' | 'requestProblems'>): typeof OFF_DEFAULT.viewport | Viewport {
  const { viewport } = OFF_DEFAULT;
  const moved = valueAt(
    completed(document, { viewport: { ...viewport } }, () => undefined),
    ['viewport'],
  );
  const candidates: Json[] = [{ ...viewport }, moved ?? null].flatMap((one) => [one, withoutRate(one)]);
  const fitting = candidates.find((one) => requestProblems({ viewport: one }).length === 0);
  return isViewport(fitting) ? fitting : viewport;
}

interface Viewport {
  readonly width: number;
  readonly height: number;
}

function isViewport(value: Json | undefined): value is Json & Viewport {
  return isObject(value) && typeof value.width === 'number' && typeof value.height === 'number';
}

function withoutRate(viewport: Json): Json {
  if (!isObject(viewport)) return viewport;
  return Object.fromEntries(Object.entries(viewport).filter(([name]) => name !== 'refresh_rate'));
}
