import { isObject, sameJson, type Json, type JsonObject } from '../../src/model/json.js';
import { startReferenceServer, type ReferenceServer } from '../../src/reference-server/server.js';
import type { Accepted, Breaker, Evolution } from './evolution.js';
import { secondOpinion, type SecondOpinion } from './second-opinion.js';
import type { Written } from './written.js';

interface Answer {
  readonly status: number;
  readonly body: JsonObject;
}

/** What a server that plays an evolved document does against it. */
export async function problemsOf(
  evolution: Evolution,
  written: Written,
  breaker?: Breaker,
): Promise<string[]> {
  const server = await startReferenceServer({
    document: written.file,
    ...(breaker === undefined ? {} : { deviations: [{ how: breaker.how, reach: 'PATCH of a session' }] }),
  });
  try {
    const opinion = secondOpinion(written);
    const bench = { server, evolution, opinion, id: await create(server) };
    const problems: string[] = [];
    for (const accepted of evolution.accepts) problems.push(...(await tryAccepted(bench, accepted)));
    for (const body of evolution.refuses) problems.push(...(await tryRefused(bench, body)));
    if (evolution.unique !== undefined) problems.push(...(await tryTwice(bench, evolution.unique)));
    return problems;
  } finally {
    await server.close();
  }
}

interface Bench {
  readonly server: ReferenceServer;
  readonly evolution: Evolution;
  readonly opinion: SecondOpinion;
  readonly id: string;
}

async function tryAccepted(
  bench: Bench,
  { body, shows = {}, answers = {}, reads = {}, hides = [], isMeant }: Accepted,
): Promise<string[]> {
  const { opinion, id } = bench;
  const answer = await send(bench, 'PATCH', id, body);
  const read = await send(bench, 'GET', id);
  const what = JSON.stringify(body).slice(0, 100);
  const seen = [
    { ...answer, shown: { ...shows, ...answers }, hidden: [...hides, ...Object.keys(reads)] },
    { ...read, shown: { ...shows, ...reads }, hidden: [...hides, ...Object.keys(answers)] },
  ].flatMap((one) => [
    ...(one.status === 200 ? [] : [`${what} was answered with ${one.status}: ${JSON.stringify(one.body)}`]),
    ...Object.entries(one.shown)
      .filter(([name, value]) => !sameJson(one.body[name], value))
      .map(([name]) => `${what} shows ${name} as ${JSON.stringify(one.body[name])}`),
    ...one.hidden.filter((name) => Object.hasOwn(one.body, name)).map((name) => `${what} shows ${name}`),
  ]);
  const isValid = isMeant === true || opinion.onRequest(body);
  return [
    ...seen,
    ...(isValid ? [] : [`${what} is not valid`]),
    ...(opinion.onAnswer(answer.status, answer.body) === true ? [] : [`the answer to ${what} is not valid`]),
  ];
}

async function tryRefused(bench: Bench, body: Json): Promise<string[]> {
  const answer = await send(bench, 'PATCH', bench.id, body);
  const what = JSON.stringify(body).slice(0, 100);
  return [
    ...(answer.status === 400 ? [] : [`${what} was answered with ${answer.status}`]),
    ...(bench.opinion.onRequest(body) ? [`${what} is valid`] : []),
    ...(bench.opinion.onAnswer(400, answer.body) === false ? [`the refusal of ${what} is not valid`] : []),
  ];
}

async function tryTwice(bench: Bench, body: JsonObject): Promise<string[]> {
  const first = await send(bench, 'PATCH', bench.id, body);
  const second = await send(bench, 'PATCH', await create(bench.server), body);
  const created = await send(bench, 'POST', '', body);
  const again = await send(bench, 'PATCH', bench.id, body);
  const statuses = [first, second, created, again].map(({ status }) => status).join(', ');
  const isValid = bench.opinion.onAnswer(409, second.body) === true;
  return [
    ...(statuses === '200, 409, 409, 200' ? [] : [`${JSON.stringify(body)} was answered with ${statuses}`]),
    ...(isValid ? [] : ['the conflict is not valid']),
  ];
}

async function create({ url, apiKey }: ReferenceServer): Promise<string> {
  const headers = { authorization: `Bearer ${apiKey}` };
  const created: unknown = await (await fetch(`${url}/browsers`, { method: 'POST', headers })).json();
  if (!isObject(created) || typeof created.session_id !== 'string')
    throw new Error('No session was created.');
  return created.session_id;
}

async function send({ server, evolution }: Bench, method: string, id: string, body?: Json): Promise<Answer> {
  const { contentType = 'application/json', keyHeader } = evolution.sent ?? {};
  const key =
    keyHeader === undefined ? { authorization: `Bearer ${server.apiKey}` } : { [keyHeader]: server.apiKey };
  const response = await fetch(`${server.url}/browsers${id === '' ? '' : `/${id}`}`, {
    method,
    headers: { ...key, ...(body === undefined ? {} : { 'content-type': contentType }) },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const value: unknown = JSON.parse(await response.text());
  return { status: response.status, body: isObject(value) ? value : {} };
}
