import { expect } from 'chai';
import { EMPTY_DIARY, MOST_ENTRIES, withPage, type DiaryPage, type Sighting } from './drift-diary.js';

const dpi: Sighting = { kind: 'member', what: '200 body dpi' };
const unseen: Sighting = { kind: 'never seen', what: '200 body pool' };

function page(at: string, seen: readonly Sighting[], more: Partial<DiaryPage> = {}): DiaryPage {
  return { target: 'https://a', at, seen, isWhole: true, shown: new Set(), ...more };
}

describe('a drift diary', () => {
  it('keeps when each difference was first and last seen, by target', () => {
    const first = withPage(EMPTY_DIARY, page('2026-11-01', [dpi]));
    const other = withPage(first, page('2026-11-02', [dpi], { target: 'https://b' }));
    const last = withPage(other, page('2026-11-03', [dpi]));
    expect(withPage(last, page('2026-11-04', [])).entries).to.deep.equal([
      { ...dpi, target: 'https://a', first: '2026-11-01', last: '2026-11-03' },
      { ...dpi, target: 'https://b', first: '2026-11-02', last: '2026-11-02' },
    ]);
  });

  it('forgets a declared member once an answer has it, in a part of a run, too', () => {
    const diary = withPage(EMPTY_DIARY, page('2026-11-01', [unseen]));
    const part = page('2026-11-02', [], { isWhole: false });
    expect(withPage(diary, part).entries).to.have.length(1);
    expect(withPage(diary, { ...part, shown: new Set([unseen.what]) }).entries).to.deep.equal([]);
    expect(withPage(diary, page('2026-11-02', [])).entries, 'declared no more').to.deep.equal([]);
  });

  it('drops what was not seen for longest, and counts it', () => {
    const many = Array.from({ length: MOST_ENTRIES }, (_, at): Sighting => ({
      ...dpi,
      what: `200 body a${at}`,
    }));
    const full = withPage(withPage(EMPTY_DIARY, page('2026-11-01', [dpi])), page('2026-11-02', many));
    expect(full.entries).to.have.length(MOST_ENTRIES);
    expect(full.entries.map(({ what }) => what)).not.to.include(dpi.what);
    expect(full.dropped).to.equal(1);
  });
});
