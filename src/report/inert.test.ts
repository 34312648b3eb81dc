import { expect } from 'chai';
import { inert } from './inert.js';

/** How GitHub's and Azure's runners find a command in a line of a log. */
const OBEYED = [
  /^\s*::[a-z-]+(?: [^:]*)?::/im,
  /##vso\[/i,
  /##\[[a-z-]+\]/i,
  /##teamcity\[/,
  /section_(?:start|end):\d/,
  /\[\[(?:ATTACHMENT|PROPERTY)\|/i,
];

const COMMANDS = [
  '::error::x',
  '::error file=a.ts,line=1::x',
  '::stop-commands::token',
  '::add-mask::x',
  '::set-output name=a::b',
  '##vso[task.setvariable variable=a]b',
  '##VSO[task.complete result=Succeeded;]',
  '##[error]x',
  '##[group]x',
  '##teamcity[buildStatus]',
  'section_start:1560896352:name',
  'section_end:1560896352:name',
  '[[ATTACHMENT|/etc/passwd]]',
  '[[PROPERTY|target=elsewhere]]',
];

describe('text for a log', () => {
  for (const command of COMMANDS) {
    it(`holds no command ${command}, wherever in a line it stands`, () => {
      for (const text of [
        command,
        `  \t${command}`,
        `a body: ${command}`,
        `first\n${command}`,
        `${command}${command}`,
      ]) {
        const shown = inert(text);
        for (const pattern of OBEYED) expect(shown).not.to.match(pattern);
        expect(shown).not.to.match(/::[a-z-]+(?: [^:]*)?::|##(?:vso)?\[/i);
      }
    });
  }

  it('is left as it was where it holds none', () => {
    for (const text of [
      'a::b',
      'std::io',
      '[::1]:80',
      '## heading',
      '#12',
      '[[1], [2]]',
      '2026-01-01T00:00:00::',
    ]) {
      expect(inert(text)).to.equal(text);
    }
  });
});
