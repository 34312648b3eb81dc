import { collectCases } from '../run/process/collect-cases.js';
import { runContract } from '../run/process/parent.js';
import { closestNames } from './closest-names.js';
import { crash } from './crash.js';

const USAGE = `npm run case -- <id>

  runs the case with exactly this id, shows its exchanges, and leaves its
  reports in the folder case below the usual one; npm run cases lists the ids`;

/** `npm run case -- <id>`: one case, with its exchanges. Exit codes: README.md. */
function main(): Promise<number> {
  const [id, ...rest] = process.argv.slice(2);
  if (id === '--help' || id === '-h') return end(USAGE, 0);
  if (id === undefined || id.startsWith('-') || rest.length > 0) {
    return end('Give the id of one case: npm run case -- viewport.width/minimum/below', 2);
  }
  const ids = idsOfCases();
  if (ids.length > 0 && !ids.includes(id)) {
    return end(`There is no case "${id}"; the closest are ${closestNames(id, ids).join(', ')}.`, 2);
  }
  const exactly = `(^| )${id.replaceAll(/[.*+?^${}()|[\]\\/]/g, String.raw`\$&`)} `;
  return runContract(['--grep', exactly], { transcript: true, reportsBelow: 'case' });
}

/** None where the document cannot be used: what is wrong with it is told by the run. */
function idsOfCases(): string[] {
  try {
    return collectCases().map(({ id }) => id);
  } catch {
    return [];
  }
}

function end(sentence: string, code: number): Promise<number> {
  process.stdout.write(`${sentence}\n`);
  return Promise.resolve(code);
}

main().then((code) => process.exit(code), crash);
