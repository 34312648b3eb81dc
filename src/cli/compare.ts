import { currentSettings } from '../settings/environment.js';
import { answerWith } from './answer.js';
import { compare } from './compare-runs.js';

/** `npm run compare [-- <before> <after>]`: what changed between two runs. Exit code 1 only for a new cause. */
answerWith(() => {
  const { reportsDir, strict } = currentSettings();
  return compare(process.argv.slice(2), { reportsDir, strict, now: new Date().toISOString() });
});
