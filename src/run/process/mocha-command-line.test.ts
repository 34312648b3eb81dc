import { expect } from 'chai';
import { readMochaArguments } from './mocha-command-line.js';

describe('the command line of Mocha', () => {
  it('names what somebody named, not what the configuration adds', () => {
    for (const [args, named] of [
      [[], []],
      [['--grep', 'reads', '-b'], []],
      [
        ['specs/a.spec.ts', 'specs/b.spec.ts'],
        ['specs/a.spec.ts', 'specs/b.spec.ts'],
      ],
      [
        ['--spec', 'specs', '--config', '.mocharc.json', '--spec=specs/a*'],
        ['specs', 'specs/a*'],
      ],
      [['--bail', '--', 'specs/a.spec.ts'], ['specs/a.spec.ts']],
      // What Mocha makes of `--inspect specs/a.spec.ts`.
      [['specs/a.spec.ts', 'specs/**/*.spec.ts', '--no-config', '--timeout=0'], ['specs/a.spec.ts']],
      [['specs/**/*.spec.ts', '--no-config'], []],
    ] as const) {
      expect(readMochaArguments(args).named, args.join(' ')).to.deep.equal(named);
    }
  });

  it('tells the reporter of the suite from others', () => {
    expect(readMochaArguments([]).hasOtherReporter).to.equal(false);
    expect(readMochaArguments(['--reporter', 'src/report/reporter']).hasOtherReporter).to.equal(false);
    expect(readMochaArguments(['-R', 'json']).hasOtherReporter).to.equal(true);
  });
});
