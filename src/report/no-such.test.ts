import { expect } from 'chai';
import { noSuch } from './no-such.js';

const IDS = ['viewport/set', 'viewport.width/below', 'viewport.width/above', 'proxy_id/set', 'profile/set'];

describe('a name that there is not', () => {
  it('is answered with the closest ones, each once', () => {
    expect(noSuch('There is no case "viewprot/set"', 'viewprot/set', [...IDS, ...IDS])).to.equal(
      'There is no case "viewprot/set"; the closest are viewport/set, proxy_id/set, profile/set.',
    );
    expect(noSuch('There is no case "a"', 'a', ['b'])).to.equal('There is no case "a"; the closest is b.');
    expect(noSuch('There is no case "a"', 'a', [])).to.equal('There is no case "a".');
  });

  it('is answered with those that begin so, where it is the beginning of some', () => {
    expect(noSuch('There is no case "viewport.width"', 'viewport.width', IDS)).to.equal(
      'There is no case "viewport.width"; 2 ids begin so:\n  viewport.width/below\n  viewport.width/above',
    );
    expect(noSuch('None', 'viewport', IDS)).to.match(
      /3 ids begin so:\n {2}viewport\/set\n {2}viewport\.width/,
    );
    expect(noSuch('None', 'proxy_id', IDS)).to.equal('None; 1 id begins so:\n  proxy_id/set');
  });

  it('is answered with ten of many, and their count', () => {
    const many = Array.from({ length: 64 }, (_, index) => `viewport/${index}`);
    const lines = noSuch('None', 'viewport', many).split('\n');
    expect(lines).to.have.lengthOf(12);
    expect(lines[0]).to.equal('None; 64 ids begin so:');
    expect(lines.at(-1)).to.equal('  and 54 more');
    expect(noSuch('None', 'viewport', many, 'npm run cases lists all')).to.match(
      /\n {2}and 54 more; npm run cases lists all$/,
    );
    expect(noSuch('There is no case "a"', 'a', [], 'npm run cases lists all')).to.equal(
      'There is no case "a"; npm run cases lists all.',
    );
  });

  it('is answered with the closest where it is empty, and never acts on a terminal', () => {
    expect(noSuch('There is no case ""', '', ['a'])).to.equal('There is no case ""; the closest is a.');
    expect(noSuch('There is no case "\u001b[2J"', '\u001b[2J', [])).not.to.contain('\u001b');
  });
});
