import { startDeviatingServer, type DeviatingServerOptions } from '../deviating-server.js';
import { readArguments } from './reference-server-options.js';
import { MUTANTS } from '../mutants/table.js';
import { ROLES } from '../roles/table.js';
import { type ReferenceServer } from '../../src/reference-server/server.js';
import { VARIATIONS } from '../variations/table.js';
import { surviveClosedOutput } from '../../src/report/output.js';

/** The command `npm run reference-server`: serves until it is asked to stop, and says how to point a client at it; or lists. */
async function main(): Promise<void> {
  const command = readArguments(process.argv.slice(2));
  if ('help' in command) {
    process.stdout.write(`${command.help}\n`);
    return;
  }
  if ('problems' in command) {
    fail(new Error(command.problems.join('\n')));
    return;
  }
  if ('list' in command) {
    process.stdout.write(command.list === 'mutants' ? listOfMutants() : listOf(VARIATIONS));
    return;
  }
  const referenceServer = await startDeviatingServer(command.serve);
  const stop = (): void => {
    referenceServer.close().catch(fail); // with the last connection gone, the process ends by itself, with 0
  };
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
  process.stdout.write(greeting(referenceServer, command.serve));
}

function greeting(referenceServer: ReferenceServer, options: DeviatingServerOptions): string {
  const auth = `-H 'Authorization: Bearer ${referenceServer.apiKey}' -H 'Content-Type: application/json'`;
  return `The reference server is listening. It keeps everything in memory and ends with Ctrl-C.
${deviationIn(options)}
export KERNEL_BASE_URL=${referenceServer.url}
export KERNEL_API_KEY=${referenceServer.apiKey}
export KERNEL_RESTRICTED_API_KEY=${referenceServer.restrictedApiKey}
export KERNEL_FAILING_BROWSER_ID=${referenceServer.failingBrowserId}

Create a browser, then update it under the session_id of the answer:

curl -X POST ${referenceServer.url}/browsers ${auth} -d '{"headless": true}'
curl -X PATCH ${referenceServer.url}/browsers/SESSION_ID ${auth} -d '{"viewport": {"width": 1280, "height": 800}}'
`;
}

/** A line about what the server does differently; empty for the conforming one. */
function deviationIn({ role, mutant, variation }: DeviatingServerOptions): string {
  const kinds = [
    { kind: 'Role', rows: ROLES, name: role },
    { kind: 'Mutant', rows: MUTANTS, name: mutant },
    { kind: 'Variation', rows: VARIATIONS, name: variation },
  ];
  const lines = kinds.map(({ kind, rows, name }) => {
    const row = rows.find((candidate) => candidate.name === name);
    return row ? `\n${kind} ${row.name}: ${row.sentence}\n` : '';
  });
  return lines.join('');
}

function listOfMutants(): string {
  const areas = [...new Set(MUTANTS.map(({ area }) => area))];
  return areas
    .map((area) => `${area}\n${listOf(MUTANTS.filter((mutant) => mutant.area === area))}`)
    .join('\n');
}

function listOf(rows: readonly { readonly name: string; readonly sentence: string }[]): string {
  const width = Math.max(...rows.map(({ name }) => name.length));
  return rows.map(({ name, sentence }) => `  ${name.padEnd(width)}  ${sentence}\n`).join('');
}

function fail(error: unknown): void {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 2;
}

surviveClosedOutput();
main().catch(fail);
