import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** A file to preload by NODE_OPTIONS: each process notes in the folder, at its end, how much memory it held at most. */
export function peakHook(dir: string): string {
  const file = path.join(dir, 'peak.cjs');
  const note = '`${__dirname}/${process.pid}.peak`, String(process.resourceUsage().maxRSS)';
  writeFileSync(file, `process.on('exit', () => require('node:fs').writeFileSync(${note}));\n`);
  return file;
}

/** What the largest process that noted it held at most, in megabytes. */
export function peakOf(dir: string): number | undefined {
  const files = readdirSync(dir).filter((name) => name.endsWith('.peak'));
  const peaks = files.map((name) => Number(readFileSync(path.join(dir, name), 'utf8')) / 1024);
  return peaks.length === 0 ? undefined : Math.round(Math.max(...peaks));
}
