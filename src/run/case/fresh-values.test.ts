import { expect } from 'chai';
import { valueAt, type Json } from '../../model/json.js';
import { freshened } from './fresh-values.js';

describe('a member that no two sessions may share', () => {
  const nameIn = (body: Json | undefined): string => {
    const name = valueAt(body ?? null, ['o', 'name']);
    return typeof name === 'string' ? name : '';
  };
  const name = (value: string, isValid: (text: string) => boolean = () => true): string =>
    nameIn(freshened({ o: { name: value } }, ['o.name'], (body) => isValid(nameIn(body))));

  it('gets a new value each time, of the same length', () => {
    const text = 'case-abcdef0123';
    const [first, second] = [name(text), name(text)];
    expect(first).to.match(/^case-ab[a-z0-9]{8}$/);
    expect(first).not.to.equal(second);
    expect(name('7')).to.match(/^[a-z0-9]$/);
  });

  it('keeps to what the document says of it, or stays as it is', () => {
    expect(name('AB-12345678', (text) => /^AB-\d{8}$/.test(text))).to.match(/^AB-\d{8}$/);
    expect(name('listed', (text) => text === 'listed')).to.equal('listed');
  });

  it('is left alone in a body that does not have it', () => {
    expect(freshened({ a: 1 }, ['o.name', 'name'], () => true)).to.deep.equal({ a: 1 });
    expect(freshened(undefined, ['name'], () => true)).to.equal(undefined);
    expect(freshened({ name: null }, ['name'], () => true)).to.deep.equal({ name: null });
  });
});
