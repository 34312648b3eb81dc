import { accessKeys } from './access-keys.js';
import { accessOrder } from './access-order.js';
import { accessSessions } from './access-sessions.js';
import { backDoors } from './back-doors.js';
import { coercions } from './coercions.js';
import { concurrency } from './concurrency.js';
import { emptyMembers } from './empty-members.js';
import { errorBodies } from './error-bodies.js';
import { force } from './force.js';
import { generatedCode } from './generated-code.js';
import { integers } from './integers.js';
import { jsonLeniency } from './json-leniency.js';
import { lookups } from './lookups.js';
import { memberNames } from './member-names.js';
import type { Mutant } from './mutant.js';
import { narrowBounds } from './narrow-bounds.js';
import { narrowRates } from './narrow-rates.js';
import { narrowRecordings } from './narrow-recordings.js';
import { narrowUpdates } from './narrow-updates.js';
import { narrowViewports } from './narrow-viewports.js';
import { onOneKind } from './on-one-kind.js';
import { orderAndCompany } from './order-and-company.js';
import { partialMembers } from './partial-members.js';
import { profileNames } from './profile-name.js';
import { profiles } from './profile.js';
import { proxies } from './proxy.js';
import { rememberedFields } from './remembered-fields.js';
import { responseAddresses } from './response-addresses.js';
import { responseAgainstReads } from './response-against-reads.js';
import { responseEnvelope } from './response-envelope.js';
import { responseFraming } from './response-framing.js';
import { responseLies } from './response-lies.js';
import { responseMembers } from './response-members.js';
import { responseTimes } from './response-times.js';
import { sideEffects } from './side-effects.js';
import { smallUpdates } from './small-updates.js';
import { undoneLater } from './undone-later.js';
import { unusualSessions } from './unusual-sessions.js';
import { viewportBounds } from './viewport-bounds.js';
import { viewportValues } from './viewport-values.js';
import { wholeBodies } from './whole-bodies.js';
import { wholeUpdates } from './whole-updates.js';
import { wireSpellings } from './wire-spellings.js';

/** Every mutant, in the order of the areas: what is answered, who may ask, which field, the update as a whole. */
export const MUTANTS: readonly Mutant[] = [
  ...responseMembers,
  ...responseAddresses,
  ...responseTimes,
  ...responseEnvelope,
  ...responseFraming,
  ...responseLies,
  ...responseAgainstReads,
  ...errorBodies,
  ...accessKeys,
  ...accessOrder,
  ...accessSessions,
  ...backDoors,
  ...viewportBounds,
  ...viewportValues,
  ...narrowBounds,
  ...narrowViewports,
  ...narrowRates,
  ...integers,
  ...partialMembers,
  ...coercions,
  ...force,
  ...narrowRecordings,
  ...rememberedFields,
  ...proxies,
  ...profileNames,
  ...profiles,
  ...lookups,
  ...wholeBodies,
  ...jsonLeniency,
  ...wireSpellings,
  ...memberNames,
  ...wholeUpdates,
  ...orderAndCompany,
  ...narrowUpdates,
  ...emptyMembers,
  ...sideEffects,
  ...unusualSessions,
  ...onOneKind,
  ...smallUpdates,
  ...concurrency,
  ...undoneLater,
  ...generatedCode,
];
