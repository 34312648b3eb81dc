import { isObject, type Json, type JsonObject } from '../../src/model/json.js';
import type { How, Scene } from '../../src/reference-server/deviation.js';
import { badRequest, problem, type Answer } from '../../src/reference-server/answer.js';
import { compileSchemas } from '../../src/reference-server/request-schema.js';
import type { BrowserUpdate } from '../../src/reference-server/requests.js';
import { changed, type Change } from '../../src/reference-server/rewriting.js';
import type { Changes } from '../../src/reference-server/update-rules.js';
import { isRunning, type Browser, type World } from '../../src/reference-server/world.js';

/** Ways to read an update wrongly: before its schema is asked, by another schema, or after it was. */

/** Reads another body than was sent. */
export function reading(misread: (body: JsonObject) => Json): How {
  return ({ steps }) => ({
    steps: { validate: (body) => steps.validate(isObject(body) ? misread(body) : body) },
  });
}

/** Reads another value of one member than was sent. `path` is dotted. */
export function readingMember(path: string, change: Change): How {
  return reading((body) => changed(body, path, (value) => (value === undefined ? undefined : change(value))));
}

/** Validates by a schema of the document in which one place says something else; undefined: says nothing. */
export function bySchemaWith(place: string, value: Json | undefined): How {
  return ({ document }) => {
    const path = `components.schemas.${place.replaceAll('/', '.')}`;
    return { steps: { validate: compileSchemas(changed(document, path, () => value)).update } };
  };
}

/** Validates otherwise where the session that an update is for, and the update, are meant. */
export function whereSession(
  isMeant: (browser: Browser, update: JsonObject) => boolean,
  otherwise: How,
): How {
  return (scene) => {
    const { steps } = scene;
    const instead = otherwise(scene).steps?.validate ?? steps.validate;
    let session: Browser | undefined;
    return {
      steps: {
        findSession: (world, id) => {
          const found = steps.findSession(world, id);
          session = 'value' in found ? found.value : undefined;
          return found;
        },
        validate: (body) => {
          const applies = session !== undefined && isObject(body) && isMeant(session, body);
          return (applies ? instead : steps.validate)(body);
        },
      },
    };
  };
}

/** Decides about another update than was sent. */
export function deciding(
  misread: (update: BrowserUpdate, browser: Browser, scene: Scene) => BrowserUpdate,
): How {
  return (scene) => ({
    steps: {
      decide: (world, browser, update, now) =>
        scene.steps.decide(world, browser, misread(update, browser, scene), now),
    },
  });
}

/** Applies other changes than were decided. */
export function applying(
  change: (changes: Changes, browser: Browser, scene: Scene, now: Date) => Changes,
): How {
  return (scene) => ({
    steps: {
      apply: (world, browser, changes, now) =>
        scene.steps.apply(world, browser, change(changes, browser, scene, now), now),
    },
  });
}

/** Does something more after an update was applied. */
export function afterwards(
  effect: (browser: Browser, changes: Changes, scene: Scene, now: Date) => void,
): How {
  return (scene) => ({
    steps: {
      apply: (world, browser, changes, now) => {
        scene.steps.apply(world, browser, changes, now);
        effect(browser, changes, scene, now);
      },
    },
  });
}

/** Refuses updates that the contract accepts. */
export function refusing(
  isRefused: (update: BrowserUpdate, browser: Browser, world: World, now: Date) => boolean,
  words: string,
): How {
  return answeringInstead(isRefused, badRequest([words]));
}

/** Breaks down over updates that the contract accepts or refuses. */
export function crashing(
  breaksDown: (update: BrowserUpdate, browser: Browser, world: World, now: Date) => boolean,
): How {
  return answeringInstead(breaksDown, problem(500, 'internal_error', 'The update failed.'));
}

function answeringInstead(
  isMeant: (update: BrowserUpdate, browser: Browser, world: World, now: Date) => boolean,
  answer: Answer,
): How {
  return ({ steps }) => ({
    steps: {
      decide: (world, browser, update, now) =>
        isMeant(update, browser, world, now)
          ? { refusal: answer }
          : steps.decide(world, browser, update, now),
    },
  });
}

/** An update without one of its members. */
export function without(update: BrowserUpdate, member: keyof BrowserUpdate): BrowserUpdate {
  return Object.fromEntries(Object.entries(update).filter(([name]) => name !== member));
}

/** Is anything of the session being recorded? */
export function isRecording({ replays }: Browser, now: Date): boolean {
  return replays.some((replay) => isRunning(replay, now));
}

/** How many recordings of the session are running now. */
export function running({ replays }: Browser): number {
  return replays.filter((replay) => isRunning(replay, new Date())).length;
}
