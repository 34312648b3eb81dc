import { expect } from 'chai';
import type { Json } from '../../src/model/json.js';
import { answered } from '../testing/answers.js';
import { afterAccepted, afterSeveral } from './compare.js';
import type { Ruling } from './model.js';

/** What is found where a session with a proxy shows this one after two updates at once, of which one is about proxies. */
function found(about: Partial<Ruling>, proxy: string | undefined): string[] {
  const viewport: [string, Json][] = [
    ['viewport.width', 640],
    ['viewport.height', 480],
  ];
  const blank = { statuses: [200], breaksSchema: false, free: [], set: new Map<string, Json[]>() };
  const resize = { ...blank, set: new Map(viewport.map(([path, value]) => [path, [value]])) };
  const before = new Map<string, Json>([...viewport, ['proxy_id', 'mine']]);
  const members = new Map<string, Json>([
    ...viewport,
    ...(proxy === undefined ? [] : [['proxy_id', proxy] as const]),
  ]);
  const seen = { state: {}, members, exchange: answered(200, {}) };
  const accepted = [{ ...blank, ...about }, resize];
  return afterSeveral(before, { accepted, certain: accepted }, seen, { schema: '#', in: 'read' }).map(
    ({ check }) => check,
  );
}

describe('what two updates at once have made of a session', () => {
  it('may be any proxy where one takes the proxy of a stealth session away', () => {
    for (const proxy of [undefined, 'by-default'])
      expect(found({ free: ['proxy_id'] }, proxy)).to.deep.equal([]);
  });

  it('is the proxy that one of them names, and another one where none does', () => {
    const named = { set: new Map([['proxy_id', ['other']]]) };
    expect(found(named, 'other')).to.deep.equal([]);
    expect(found(named, 'mine')).to.deep.equal(['read-back']);
    expect(found({}, undefined)).to.deep.equal(['frame']);
  });
});

describe('what an update has made of a session', () => {
  it('may be anything that is free, but what it must never be', () => {
    const ruling: Ruling = {
      ...{ statuses: [200], breaksSchema: false, set: new Map(), free: ['proxy_id'] },
      never: new Map([['proxy_id', ['other']]]),
    };
    const foundAs = (proxy: string): string[] => {
      const seen = { state: {}, members: new Map([['proxy_id', proxy]]), exchange: answered(200, {}) };
      const place = { schema: '#', in: 'read' } as const;
      return afterAccepted(new Map([['proxy_id', 'mine']]), ruling, seen, place).map(({ check }) => check);
    };
    expect(foundAs('by-default')).to.deep.equal([]);
    expect(foundAs('other')).to.deep.equal(['read-back']);
  });
});
