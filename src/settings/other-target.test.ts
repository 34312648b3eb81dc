import { expect } from 'chai';
import { otherTarget } from './other-target.js';

const HERE = { baseUrl: 'https://api.example.com/v1' };
const NOWHERE = { baseUrl: undefined };

describe('the target of a command that was printed', () => {
  it('is that of the settings, however its URL is written', () => {
    for (const target of [
      'https://api.example.com/v1',
      'https://API.Example.com:443/v1/',
      ' https://api.example.com/v1// ',
    ]) {
      expect(otherTarget(target, HERE), target).to.equal(undefined);
    }
    expect(otherTarget('embedded', NOWHERE)).to.equal(undefined);
  });

  it('is another one where the settings name none', () => {
    expect(otherTarget('https://api.example.com/', NOWHERE)).to.equal(
      '--target is https://api.example.com, but KERNEL_BASE_URL is not set: set it and its key, or leave --target out.',
    );
  });

  it('is another one where host, port, path or protocol differ', () => {
    for (const target of [
      'https://api.example.com',
      'https://api.example.com:8443/v1',
      'http://api.example.com/v1',
    ]) {
      expect(otherTarget(target, HERE), target).to.equal(
        `--target is ${target}, but KERNEL_BASE_URL is https://api.example.com/v1: set it and its key, or leave --target out.`,
      );
    }
  });

  it('is another one where it was the embedded server and the settings name an API', () => {
    expect(otherTarget('embedded', HERE)).to.match(
      /^--target is embedded, the reference server, but .* unset it .*\.$/,
    );
  });

  it('is refused where it is no URL, without being shown: it may be a key', () => {
    for (const target of ['sk_live_0123456789', '', 'ftp://a', 'Embedded']) {
      expect(otherTarget(target, HERE), target).to.match(/^--target is neither .*\.$/);
      expect(otherTarget(target, HERE)).not.to.contain('sk_live');
    }
  });

  it('is shown without a user and password', () => {
    expect(otherTarget('https://u:hidden@a.example', HERE)).not.to.contain('hidden');
  });
});
