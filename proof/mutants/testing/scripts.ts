import type { Area } from '../mutant.js';
import { errorBody, responseBody } from './script-bodies.js';
import type { Script } from './driver.js';
import { access } from './script-access.js';
import { field } from './script-fields.js';
import { wholeUpdate } from './script-whole-updates.js';
import { prepared } from './things.js';

/** The script that shows the mutants of an area. */
export const SCRIPTS: Readonly<Record<Area, Script>> = {
  'response body': async (driver) => responseBody(driver, await prepared(driver)),
  'error body': async (driver) => errorBody(driver, await prepared(driver)),
  access,
  field,
  'whole update': wholeUpdate,
};
