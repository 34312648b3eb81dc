import { expect } from 'chai';
import { code, html, jsonScript } from './html.js';

describe('a template of markup', () => {
  it('takes what is filled in for text, between tags and in quotes', () => {
    expect(html`<a title="${'" onclick="x'}">${'<b>&'}</a>`.text).to.equal(
      '<a title="&quot; onclick=&quot;x">&lt;b&gt;&amp;</a>',
    );
  });

  it('keeps markup, lists and numbers, and leaves out what is absent', () => {
    const item = html`<li>${1}</li>`;
    expect(html`<ul>${[item, [item]]}${undefined}${false}</ul>`.text).to.equal(
      '<ul><li>1</li><li>1</li></ul>',
    );
  });

  it('shows what cannot be seen, but for the ends of lines', () => {
    expect(html`${'a\nb\u202ec\u0000'}`.text).to.equal('a\nb\\u202ec\\u0000');
  });

  it('lets code break behind slashes and dots, not inside of an escape', () => {
    expect(code('a/b.c&d').text).to.equal('<code>a/<wbr>b.<wbr>c&amp;d</code>');
  });

  it('holds JSON that no text in it can end', () => {
    const { text } = jsonScript('data', { a: '</script><!--' });
    expect(text.indexOf('</script>')).to.equal(text.length - '</script>'.length);
    expect(text).not.to.contain('<!--');
    expect(JSON.parse(text.replaceAll(/<[^>]+>/g, ''))).to.deep.equal({ a: '</script><!--' });
  });
});
