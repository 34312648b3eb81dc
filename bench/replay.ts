import { readFileSync } from 'node:fs';
import { Client } from 'undici';
import { isRecording, type RecordedRequest } from './recorded-request.js';

/**
 * Sends recorded requests one after another over one connection, judging nothing: as fast as plain traffic gets.
 * Writes the statuses of the answers to standard output, as a JSON list.
 * Command line: the URL of the API, the file with the requests.
 */
async function main(): Promise<void> {
  const [url, file] = process.argv.slice(2);
  if (url === undefined || file === undefined)
    throw new Error('The replay needs a URL and a file of requests.');
  const requests: unknown = JSON.parse(readFileSync(file, 'utf8'));
  if (!isRecording(requests)) throw new Error(`The file ${file} does not hold recorded requests.`);
  const client = new Client(url, { pipelining: 1, headersTimeout: 10_000, bodyTimeout: 10_000 });
  try {
    process.stdout.write(JSON.stringify(await statusesOf(client, requests)));
  } finally {
    await client.close();
  }
}

async function statusesOf(client: Client, requests: readonly RecordedRequest[]): Promise<number[]> {
  const statuses: number[] = [];
  for (const { method, path, headers, body } of requests) {
    const response = await client.request({ method, path, headers, body: body === '' ? null : body });
    await response.body.text(); // the connection is free again only once the answer has been read
    statuses.push(response.statusCode);
  }
  return statuses;
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
