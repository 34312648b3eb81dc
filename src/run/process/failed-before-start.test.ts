import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect } from 'chai';
import { newFolder, removeFolders } from '../../../proof/testing/rig.js';
import { SettingsError } from '../../settings/settings-error.js';
import { failedBeforeStart } from './failed-before-start.js';

describe('a run that cannot begin', () => {
  after(removeFolders);

  const replaced = (reportsDir: string): string =>
    `The reports of the last run in ${reportsDir} were replaced.`;

  it('says once that it takes the place of the last reports, where there were any', () => {
    const reportsDir = newFolder();
    const begin = (): string[] => {
      const lines: string[] = [];
      failedBeforeStart(new SettingsError(['X is wrong.'], { reportsDir }), (line) => lines.push(line));
      return lines;
    };
    expect(begin()).to.deep.equal(['X is wrong.', 'NOT JUDGED: nothing was sent. Exit code 2.']);
    writeFileSync(path.join(reportsDir, 'run.json'), '{}');
    expect(begin()).to.include(replaced(reportsDir));
    expect(existsSync(path.join(reportsDir, 'run.json'))).to.equal(false);
    expect(readFileSync(path.join(reportsDir, 'summary.md'), 'utf8')).to.contain('X is wrong');
  });
});
