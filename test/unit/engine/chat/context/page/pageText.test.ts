import assert from 'node:assert/strict';
import { pageText } from '../../../../../../src/engine/chat/context/page/pageText';

describe('pageText', () => {
  it('is the text of a page with its headings, lists and code', async () => {
    const page = await pageText(`<!doctype html><html><head><title> The
      title </title><style>b { color: red }</style><script>evil()</script></head><body>
      <nav><a href="/">Home</a></nav>
      <h1>First</h1><p>Some   <b>bold</b> text,
      with <code>code()</code>.</p>
      <ul><li>one</li><li>two</li></ul>
      <pre>const a = 1;
  const b = 2;</pre>
      <table><tr><th>A</th><th>B</th></tr><tr><td>1</td><td>2</td></tr></table>
      <footer>Imprint</footer></body></html>`);
    assert.equal(page.title, 'The title');
    assert.equal(
      page.text,
      '# First\n\nSome bold text, with `code()`.\n\n- one\n- two\n```\nconst a = 1;\n  const b = 2;\n```\nA | B\n1 | 2',
    );
  });

  it('reads characters that are written as references, and no markup that they write', async () => {
    assert.equal((await pageText('<p>a &lt;script&gt; &amp; b&nbsp;c</p>')).text, 'a <script> & b c');
  });

  it('is not lost in markup that is broken', async () => {
    assert.equal((await pageText('<p>one<p>two</div></pre> <b>three')).text.replace(/\s+/g, ' '), 'one two three');
    assert.equal((await pageText('')).text, '');
    assert.equal((await pageText('<script>never closed')).text, '');
  });

  it('ends where a page that is made to take long begins to', async () => {
    const { text } = await pageText(`<p>First</p>${'<div><ul><li>'.repeat(150_000)}<p>Last`);
    assert.match(text, /^First/);
    assert.ok(!text.includes('Last'));
  });

  it('reads the whole of a long page', async () => {
    const { text } = await pageText('<p>word <br> <img src="x"> <input> word</p>'.repeat(3_000));
    assert.equal(text.match(/word/g)?.length, 6_000);
  });
});
