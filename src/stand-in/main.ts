import { readArguments } from './arguments.js';
import { startStandIn, type StandIn } from './server.js';

/** The command `npm run stand-in`: serves until it is told to end, and says how to point a client at it. */
async function main(): Promise<void> {
  const standIn = await startStandIn(readArguments(process.argv.slice(2)));
  const stop = (): void => {
    standIn.close().catch(fail); // with the last connection gone, the process ends by itself, with 0
  };
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
  process.stdout.write(greeting(standIn));
}

function greeting(standIn: StandIn): string {
  const auth = `-H 'Authorization: Bearer ${standIn.apiKey}' -H 'Content-Type: application/json'`;
  return `The stand-in is listening. It keeps everything in memory and ends with Ctrl-C.

KERNEL_BASE_URL=${standIn.url}
KERNEL_API_KEY=${standIn.apiKey}
KERNEL_RESTRICTED_API_KEY=${standIn.restrictedApiKey}
KERNEL_FAILING_BROWSER_ID=${standIn.failingBrowserId}

Create a browser, then update it under the session_id of the answer:

curl -X POST ${standIn.url}/browsers ${auth} -d '{"headless": true}'
curl -X PATCH ${standIn.url}/browsers/SESSION_ID ${auth} -d '{"viewport": {"width": 1280, "height": 800}}'
`;
}

function fail(error: unknown): void {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 2;
}

main().catch(fail);
