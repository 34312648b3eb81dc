import { badRequest, empty, json, notFound, type Answer, type Outcome } from './answer.js';
import type { Call } from './http.js';
import { parseOptionalBody } from './parse-body.js';
import { representReplay } from './represent.js';
import type { Schemas } from './request-schema.js';
import type { Route } from './routes.js';
import type { Steps } from './steps.js';
import { isRunning, type Replay, type World } from './world.js';

/** The beginning of an MP4 file (its `ftyp` box): enough to be distinguished from JSON. */
const VIDEO = Buffer.from('\0\0\0\x14ftypisom\0\0\0\0isom', 'latin1');
const FASTEST_WITHOUT_GPU = 20;

/** The calls that start, list, stop and download the recordings of a session. */
export function replayRoutes(steps: Steps, schemas: Schemas, world: World): Route[] {
  const path = '/browsers/*/replays';
  return [
    { method: 'POST', path, handle: (call, id) => start({ steps, schemas, world }, call, id) },
    { method: 'GET', path, handle: (_, id) => list(steps, world, id) },
    { method: 'GET', path: `${path}/*`, handle: (_, id, subId) => download(steps, world, id, subId) },
    { method: 'POST', path: `${path}/*/stop`, handle: (_, id, subId) => stop(steps, world, id, subId) },
  ];
}

/** What starts a recording. */
interface Recorder {
  readonly steps: Steps;
  readonly schemas: Schemas;
  readonly world: World;
}

function start({ steps, schemas, world }: Recorder, call: Call, id: string): Answer {
  const session = steps.findSession(world, id);
  if ('refusal' in session) return session.refusal;
  const body = parseOptionalBody(call.body, call.headers['content-type']);
  if ('refusal' in body) return body.refusal;
  const wish = schemas.replay(body.value);
  if ('refusal' in wish) return wish.refusal;
  const browser = session.value;
  const { framerate = 10, max_duration_in_seconds: seconds } = wish.value;
  if (browser.headless) return badRequest(['A headless browser session cannot be recorded.']);
  if (framerate > FASTEST_WITHOUT_GPU && !browser.gpu) {
    return badRequest([`framerate above ${FASTEST_WITHOUT_GPU} needs a browser session with gpu.`]);
  }
  const now = new Date();
  const replay: Replay = {
    id: world.newId('replay'),
    startedAt: now,
    viewport: browser.viewport,
    endsAt: seconds === undefined ? undefined : new Date(now.getTime() + seconds * 1000),
  };
  browser.replays.push(replay);
  return json(201, representReplay(replay, now));
}

function list(steps: Steps, world: World, id: string): Answer {
  const session = steps.findSession(world, id);
  if ('refusal' in session) return session.refusal;
  const now = new Date();
  return json(
    200,
    session.value.replays.map((replay) => representReplay(replay, now)),
  );
}

/** Stopping what has already ended is accepted: the caller wants it to be over, and it is. */
function stop(steps: Steps, world: World, id: string, replayId: string): Answer {
  const replay = findReplay(steps, world, id, replayId);
  if ('refusal' in replay) return replay.refusal;
  const now = new Date();
  if (isRunning(replay.value, now)) replay.value.endsAt = now;
  return empty(200);
}

function download(steps: Steps, world: World, id: string, replayId: string): Answer {
  const replay = findReplay(steps, world, id, replayId);
  if ('refusal' in replay) return replay.refusal;
  if (isRunning(replay.value, new Date())) return empty(202, { 'Retry-After': '1' });
  return { status: 200, headers: { 'Content-Type': 'video/mp4' }, body: VIDEO };
}

function findReplay(steps: Steps, world: World, id: string, replayId: string): Outcome<Replay> {
  const session = steps.findSession(world, id);
  if ('refusal' in session) return session;
  const replay = session.value.replays.find((candidate) => candidate.id === replayId);
  return replay ? { value: replay } : { refusal: notFound('replay') };
}
