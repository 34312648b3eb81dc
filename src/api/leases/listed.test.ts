import { expect } from 'chai';
import { browserMarks, oddBrowserMark, showsMark } from './listed.js';

describe('the mark of a browser in a list', () => {
  const mark = browserMarks('a-run')[0];

  it('is known whatever an API makes of the letters that follow it', () => {
    const odd = oddBrowserMark(mark);
    const shown = [mark, odd, new URL(odd).href, odd.replace('&', '&amp;'), `${mark}%3Fa`, `${mark}?a=1`];
    for (const one of shown) expect(showsMark(one, 'browser', mark), one).to.equal(true);
  });

  it('is neither that of another run nor what only holds it', () => {
    for (const one of [`${mark}ning`, `${mark}-2`, `https://a.invalid/?${mark}`, 'about:blank', ''])
      expect(showsMark(one, 'browser', mark), one).to.equal(false);
  });

  it('is the whole name of anything else', () => {
    expect(showsMark('contract-a-run-a', 'proxy', 'contract-a-run-a')).to.equal(true);
    expect(showsMark('contract-a-run-a?', 'proxy', 'contract-a-run-a')).to.equal(false);
    expect(showsMark('', 'browser', undefined)).to.equal(false);
  });
});
