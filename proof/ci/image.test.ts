import { expect } from 'chai';
import { readFileSync } from 'node:fs';
import { imageProblems } from './image-problems.js';

const DOCKERFILE = readFileSync('Dockerfile', 'utf8');
const IGNORED = readFileSync('.dockerignore', 'utf8');

describe('the image', () => {
  it('has a pinned base, another user than root, one volume, and no secret', () => {
    expect(imageProblems(DOCKERFILE, IGNORED)).to.deep.equal([]);
  });

  const faults: [string, (text: string) => string][] = [
    ['the base is not pinned', (text) => text.replace(/^FROM .*/m, 'FROM node:20-slim')],
    ['it runs as root', (text) => text.replace('USER node', 'USER 0:0')],
    ['it runs as root', (text) => text.replace('USER node', '')],
    ['it runs as root', (text) => `${text}\nUSER root`],
    ['a secret in a layer', (text) => text.replace('ENV ', 'ENV KERNEL_API_KEY=sk_1 ')],
    ['a secret in a layer', (text) => text.replace('CONTRACT_LEDGER_DIR', 'KERNEL_API_KEY')],
    ['a secret in a layer', (text) => `${text}\nARG NPM_TOKEN`],
    ['it does not have one volume', (text) => text.replace('VOLUME /data', 'VOLUME /suite')],
  ];
  for (const [index, [problem, spoil]] of faults.entries()) {
    it(`is seen to break a rule (${index}): ${problem}`, () => {
      expect(imageProblems(spoil(DOCKERFILE), IGNORED).join('\n')).to.match(new RegExp(`^${problem}.*$`));
    });
  }

  it('is seen to take what it should leave out', () => {
    expect(imageProblems(DOCKERFILE, IGNORED.replace('*\n', ''))).to.have.length(1);
    expect(imageProblems(DOCKERFILE, IGNORED.replace('**/.env*\n', ''))).to.have.length(1);
    expect(imageProblems(DOCKERFILE, `${IGNORED}\n!.env`)).to.have.length(3);
  });
});
