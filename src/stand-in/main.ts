import { readArguments, USAGE } from './arguments.js';
import { FAULTS } from './faults/table.js';
import { startStandIn, type StandIn, type StandInOptions } from './server.js';
import { VARIANTS } from './variants/table.js';

/** The command `npm run stand-in`: serves until it is told to end, and says how to point a client at it; or lists. */
async function main(): Promise<void> {
  const command = readArguments(process.argv.slice(2));
  if ('help' in command) {
    process.stdout.write(`${USAGE}\n`);
    return;
  }
  if ('list' in command) {
    process.stdout.write(command.list === 'faults' ? listOfFaults() : listOf(VARIANTS));
    return;
  }
  const standIn = await startStandIn(command.serve);
  const stop = (): void => {
    standIn.close().catch(fail); // with the last connection gone, the process ends by itself, with 0
  };
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
  process.stdout.write(greeting(standIn, command.serve));
}

function greeting(standIn: StandIn, { fault, variant }: StandInOptions): string {
  const row = [...FAULTS, ...VARIANTS].find(({ name }) => name === (fault ?? variant));
  const deviation =
    row === undefined ? '' : `\n${fault === undefined ? 'Variant' : 'Fault'} ${row.name}: ${row.sentence}\n`;
  const auth = `-H 'Authorization: Bearer ${standIn.apiKey}' -H 'Content-Type: application/json'`;
  return `The stand-in is listening. It keeps everything in memory and ends with Ctrl-C.
${deviation}
KERNEL_BASE_URL=${standIn.url}
KERNEL_API_KEY=${standIn.apiKey}
KERNEL_RESTRICTED_API_KEY=${standIn.restrictedApiKey}
KERNEL_FAILING_BROWSER_ID=${standIn.failingBrowserId}

Create a browser, then update it under the session_id of the answer:

curl -X POST ${standIn.url}/browsers ${auth} -d '{"headless": true}'
curl -X PATCH ${standIn.url}/browsers/SESSION_ID ${auth} -d '{"viewport": {"width": 1280, "height": 800}}'
`;
}

function listOfFaults(): string {
  const areas = [...new Set(FAULTS.map(({ area }) => area))];
  return areas.map((area) => `${area}\n${listOf(FAULTS.filter((fault) => fault.area === area))}`).join('\n');
}

function listOf(rows: readonly { readonly name: string; readonly sentence: string }[]): string {
  const width = Math.max(...rows.map(({ name }) => name.length));
  return rows.map(({ name, sentence }) => `  ${name.padEnd(width)}  ${sentence}\n`).join('');
}

function fail(error: unknown): void {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 2;
}

main().catch(fail);
