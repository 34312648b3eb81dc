import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Prices } from '../model/usage.js';
import { parseYaml } from '../model/yaml.js';

const FILE = path.resolve(__dirname, '../../fixtures/prices.yaml');

/** Reads the table of prices. @throws Error where it is not as it should be. */
export function readPrices(): Prices {
  const table: unknown = parseYaml(readFileSync(FILE, 'utf8'));
  if (typeof table === 'object' && table !== null && 'dollars_per_second' in table) {
    const { dollars_per_second: perSecond } = table;
    if (isPrices(perSecond) && 'source' in table && 'date' in table) {
      return { perSecond, source: String(table.source), date: String(table.date) };
    }
  }
  throw new Error(
    'fixtures/prices.yaml must give a source, a date, and dollars_per_second for headless, headful and GPU.',
  );
}

function isPrices(value: unknown): value is Prices['perSecond'] {
  if (typeof value !== 'object' || value === null) return false;
  const prices = new Map<string, unknown>(Object.entries(value));
  return ['headless', 'headful', 'GPU'].every((type) => typeof prices.get(type) === 'number');
}
