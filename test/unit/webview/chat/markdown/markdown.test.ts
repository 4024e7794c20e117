import assert from 'node:assert/strict';
import fc from 'fast-check';
import { StreamingMarkdown } from '../../../../../src/webview/chat/markdown/streamingMarkdown';
import { namesByRole } from '../../accessible';
import { inBrowser } from '../../dom';
import { recorded, stepByStep } from '../../fixtures';

const allowedElements = new Set(
  (
    'p h3 h4 h5 h6 ul ol li blockquote hr br table thead tbody tr th td pre code span div a input button svg path ' +
    'strong b em i u s del kbd sub sup small mark'
  ).split(' '),
);
const allowedAttributes = new Set(
  'class title href type disabled checked start tabindex aria-label aria-hidden aria-disabled viewBox d'.split(' '),
);

function draw(source: string, actions = recorded().actions): HTMLElement {
  const markdown = new StreamingMarkdown(actions);
  markdown.update(source, true);
  document.body.append(markdown.element);
  return markdown.element;
}

/** Inner markup without what marks the chat's own elements. */
function markup(source: string): string {
  return draw(source).innerHTML.replace(/ title="[^"]*"/g, '');
}

function assertHarmless(content: Element, source: string): void {
  for (const element of content.querySelectorAll('*')) {
    assert.ok(allowedElements.has(element.localName), `<${element.localName}> from ${JSON.stringify(source)}`);
    for (const { name, value } of element.attributes) {
      assert.ok(allowedAttributes.has(name), `${name}="${value}" from ${JSON.stringify(source)}`);
      if (name === 'href') assert.match(value, /^(?:https?|mailto):/, source);
    }
    if (element.localName === 'input') assert.ok(element.matches('[type=checkbox][disabled]'), source);
  }
}

describe('StreamingMarkdown, formatting', () => {
  inBrowser();

  const drawings: readonly (readonly [what: string, source: string, expected: string])[] = [
    ['headings below those of the page', '# A\n\n## B\n\n##### C', '<h3>A</h3><h4>B</h4><h6>C</h6>'],
    ['a tight list without paragraphs', '- a\n- *b*', '<ul><li>a</li><li><em>b</em></li></ul>'],
    ['a loose list with paragraphs', '1. a\n\n2. b', '<ol><li><p>a</p></li><li><p>b</p></li></ol>'],
    ['a numbered list from where it starts', '3. a', '<ol start="3"><li>a</li></ol>'],
    ['a list from zero', '0. a', '<ol start="0"><li>a</li></ol>'],
    ['a list in a list', '- a\n  - b', '<ul><li>a<ul><li>b</li></ul></li></ul>'],
    ['a quotation', '> a\n> > b', '<blockquote><p>a</p><blockquote><p>b</p></blockquote></blockquote>'],
    ['a rule', 'a\n\n---', '<p>a</p><hr>'],
    ['marks in words', '**a** _b_ ~~c~~ `d`', '<p><strong>a</strong> <em>b</em> <del>c</del> <code>d</code></p>'],
    ['markup in code as text', '`<b>&amp;`', '<p><code>&lt;b&gt;&amp;amp;</code></p>'],
    ['character references', 'a &lt;b&gt; &#65; &nope; &#0;', '<p>a &lt;b&gt; A &amp;nope; \ufffd</p>'],
    ['escapes', '\\*a\\* \\<b>', '<p>*a* &lt;b&gt;</p>'],
    ['simple tags of its own', 'H<sub>2</sub>O<br>x', '<p>H<sub>2</sub>O<br>x</p>'],
    ['a tag that never closes to the end of its line', 'a <kbd>b', '<p>a <kbd>b</kbd></p>'],
    ['a tag that never opened as text', 'a</kbd> <b>c</i></b>', '<p>a&lt;/kbd&gt; <b>c&lt;/i&gt;</b></p>'],
    [
      'comments as the text they are',
      'a <!-- secret --> b\n\n<!-- more -->',
      '<p>a &lt;!-- secret --&gt; b</p><p class="raw-html">&lt;!-- more --&gt;</p>',
    ],
    [
      'what stands behind an open comment',
      '<!-- note\n\n**Read** this.\n\n- it',
      '<p class="raw-html">&lt;!-- note</p><p><strong>Read</strong> this.</p><ul><li>it</li></ul>',
    ],
    ['what stands behind an open <pre>', '<pre>\n\n*a*', '<p class="raw-html">&lt;pre&gt;</p><p><em>a</em></p>'],
    [
      'definitions of links, also those that mean to hide',
      '[//]: # (hidden)\n[a]: https://a.test "T"\n[a]: b',
      '<p class="raw-html">[//]: # (hidden)</p><p class="raw-html">[a]: https://a.test "T"</p><p class="raw-html">[a]: b</p>',
    ],
    [
      'the title of a link behind it',
      '[a](https://b.test "T")',
      '<p><a href="https://b.test/">a</a><span class="link-title"> “T”</span></p>',
    ],
    [
      'the address of a link without words',
      '[](https://b.test)',
      '<p><a href="https://b.test/">https://b.test</a></p>',
    ],
    ['a link to nowhere without words', '[]()', '<p><span class="no-link">[]()</span></p>'],
    [
      'all cells of a row',
      '| a |\n|---|\n| b | c |',
      '<div class="table" tabindex="0"><table><thead><tr><th>a</th><th></th></tr></thead>' +
        '<tbody><tr><td>b</td><td>c</td></tr></tbody></table></div>',
    ],
    ['other blocks of markup as text', '<video src=x>', '<p class="raw-html">&lt;video src=x&gt;</p>'],
    ['links of the web', '[a](https://b.test/c?d=e&f)', '<p><a href="https://b.test/c?d=e&amp;f">a</a></p>'],
    ['bare addresses as links', 'www.a.test', '<p><a href="http://www.a.test/">www.a.test</a></p>'],
    ['other links as words', '[a](command:quit)', '<p><span class="no-link">a</span></p>'],
    [
      'an image as a link',
      '![A &amp; b](https://c.test/d.png)',
      '<p><a href="https://c.test/d.png">Image: A &amp; b</a></p>',
    ],
    ['an image without words', '![](https://c.test/d.png)', '<p><a href="https://c.test/d.png">Image</a></p>'],
    [
      'an image from elsewhere as words',
      '![a](data:image/png;base64,AA)',
      '<p><span class="no-link">Image: a</span></p>',
    ],
    [
      'a table',
      '| a | b |\n|--:|---|\n| *c* | d |',
      '<div class="table" tabindex="0"><table><thead><tr><th class="align-right">a</th><th>b</th></tr></thead>' +
        '<tbody><tr><td class="align-right"><em>c</em></td><td>d</td></tr></tbody></table></div>',
    ],
    [
      'tasks',
      '- [x] a\n- [ ] b',
      '<ul><li class="task"><input type="checkbox" disabled="" checked="" aria-label="Done">a</li>' +
        '<li class="task"><input type="checkbox" disabled="" aria-label="Done">b</li></ul>',
    ],
  ];
  for (const [what, source, expected] of drawings) {
    it(`shows ${what}`, () => assert.equal(markup(source), expected));
  }

  it('asks the host to open a link instead of going there', () => {
    const { actions, calls } = recorded();
    const content = draw('[a](https://b.test)', actions);
    const click = new MouseEvent('click', { cancelable: true });
    content.querySelector('a')!.dispatchEvent(click);
    assert.deepEqual(calls, [['open', 'https://b.test/']]);
    assert.ok(click.defaultPrevented);
  });

  it('opens one page for an image that is a link', () => {
    const { actions, calls } = recorded();
    const content = draw('[![badge](https://a.test/badge.svg)](https://b.test)', actions);
    assert.deepEqual(namesByRole('link', content), ['Image: badge']);
    content.querySelector('a')!.click();
    assert.deepEqual(calls, [['open', 'https://b.test/']]);
  });

  it('says where a link goes and why one goes nowhere', () => {
    const titles = (source: string): readonly (string | null)[] =>
      [...draw(source).querySelectorAll('[title]')].map((element) => element.getAttribute('title'));
    assert.deepEqual(titles('[https://github.com](https://evil.test/x "https://github.com")'), [
      'evil.test\nhttps://evil.test/x',
    ]);
    assert.deepEqual(titles('[a](https://github.com@evil.test/)'), ['evil.test\nhttps://github.com@evil.test/']);
    assert.deepEqual(titles('[a](mailto:a@b.test)'), ['mailto:a@b.test']);
    assert.deepEqual(titles('[a](command:quit)'), ['Not opened: command:quit']);
  });

  const misleading = {
    '[https://github.com/login](https://evil.test/x)': 'evil.test',
    '[GitHub.com](https://evil.test)': 'evil.test',
    '[git**hub.com**](https://evil.test)': 'evil.test',
    '[ｇｉｔｈｕｂ．ｃｏｍ](https://evil.test)': 'evil.test',
    '[git\u200bhub.com](https://evil.test)': 'evil.test',
    'github.com/[login](https://evil.test)': 'evil.test',
    '**github.com/**[login](https://evil.test)': 'evil.test',
    '[https://github](https://evil.test)[.com/login](https://evil.test)': 'evil.test',
    '[sign in](https://github.com@evil.test)': 'evil.test',
    'https://github.com@evil.test/': 'evil.test',
    '[here](https://gіthub.com)': 'xn--gthub-n2e.com',
    '![https://github.com](https://evil.test/a.png)': 'evil.test',
    '[me@github.com](mailto:me@evil.test)': 'evil.test',
    '[localhost](https://evil.test)': 'evil.test',
  };
  for (const [source, host] of Object.entries(misleading)) {
    it(`shows that ${source} goes to ${host}`, () => {
      const shown = [...draw(source).querySelectorAll('.link-host')].map((note) => note.textContent.trim());
      assert.ok(shown.length > 0);
      assert.deepEqual(new Set(shown), new Set([`(${host})`]));
    });
  }

  it('adds no host to links with true words or without an address in them', () => {
    for (const source of [
      'See [the docs](https://a.test/b). Then',
      '[a.test](https://a.test/b)',
      '[www.a.test](https://a.test)',
      'https://a.test/b/index.html?c=d.e',
      'john.doe@a.test',
      '(see [this](https://a.test))',
      '[version 1.2.3](https://a.test)',
    ]) {
      assert.equal(draw(source).querySelector('.link-host'), null, source);
    }
  });

  it('shows every word of an answer that is too long or too deep to parse', () => {
    const long = `${'word '.repeat(40_001)}**end**`;
    const deep = `${'>'.repeat(3_000)} end`;
    for (const source of [long, deep]) {
      const { timing, finish } = stepByStep();
      const markdown = new StreamingMarkdown(recorded().actions, timing);
      document.body.append(markdown.element);
      markdown.update(source, true);
      finish();
      const words = (text: string): string => text.replace(/[^a-z]/g, '');
      assert.equal(words(markdown.element.textContent), words(source));
    }
  });
});

describe('StreamingMarkdown with a hostile answer', () => {
  inBrowser();

  const hostile = [
    '<script>alert(1)</script>',
    'a <script src="https://evil.test/x.js"></script> b',
    '<scr<script>ipt>alert(1)</scr</script>ipt>',
    '<img src=x onerror=alert(1)>',
    'a <img src="https://evil.test/seen.png"> b',
    '<svg onload=alert(1)><a xlink:href="javascript:alert(1)">x</a></svg>',
    '<iframe srcdoc="<script>alert(1)</script>"></iframe>',
    '<b onclick=alert(1)>x</b> a <b onclick="alert(1)" style="position:fixed">x</b>',
    '<code onmouseover="alert(1)">x</code>',
    '<a href="javascript:alert(1)">x</a>',
    '<form action="https://evil.test"><input name=a><button>x</button></form>',
    '<style>*{display:none}</style><base href="https://evil.test"><meta http-equiv=refresh content=0>',
    '<!--><img src=x onerror=alert(1)>-->\n\nend',
    '<!-- --!><script>alert(1)</script> -->\n\nend',
    '<![CDATA[<script>alert(1)</script>]]>',
    '<details open ontoggle=alert(1)>',
    '[x](javascript:alert(1))',
    '[x](<java\tscript:alert(1)>)',
    '[x](JaVaScRiPt&colon;alert(1))',
    '[x](&#106;avascript:alert(1))',
    '[x](&#x6A;avascript&#58;alert(1))',
    '[x](data:text/html,<script>alert(1)</script>)',
    '[x](vbscript:msgbox(1)) [y](file:///etc/passwd) [z](command:workbench.action.terminal.new)',
    '[x]( https://a.test "t\\" onmouseover=alert(1) x=\\"")',
    '[x](https://a.test/"onmouseover=alert(1))',
    '[x][y]\n\n[y]: javascript:alert(1)',
    '![x](javascript:alert(1)) ![x](data:text/html,x) ![x" onerror="alert(1)](https://a.test/y.png)',
    '<javascript:alert(1)> <data:text/html,x> <command:quit>',
    '[<img src=x onerror=alert(1)>](https://a.test)',
    '`<img src=x onerror=alert(1)>`',
    '```"><script>alert(1)</script>\n</code></pre><script>alert(1)</script>\n```',
    '```html\n<script>alert(1)</script><img src=x onerror=alert(1)>\n```',
    '# <script>alert(1)</script>\n\n- <img src=x onerror=alert(1)>\n\n> <svg onload=alert(1)>',
    '| <script>a</script> |\n|---|\n| <img src=x onerror=alert(1)> [x](javascript:a) |',
  ];

  for (const source of hostile) {
    it(`is harmless: ${source.slice(0, 60).replaceAll('\n', '⏎')}`, () => {
      const content = draw(source);
      assertHarmless(content, source);
      assert.notEqual(content.textContent.trim(), '', 'what the model wrote is shown');
    });
  }

  it('is harmless in every mixture and at every moment of its growth', () => {
    const words = [
      ...hostile,
      '\n',
      '\n\n',
      '- ',
      '> ',
      '`',
      '```\n',
      '**',
      '<',
      '>',
      '"',
      '[',
      '](',
      ')',
      '<b>',
      '</b>',
    ];
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...words), { maxLength: 8 }), fc.nat(), (parts, cut) => {
        const source = parts.join('');
        const markdown = new StreamingMarkdown(recorded().actions);
        markdown.update(source.slice(0, cut % (source.length + 1)), false);
        assertHarmless(markdown.element, source);
        markdown.update(source, true);
        assertHarmless(markdown.element, source);
      }),
      { numRuns: 60 },
    );
  });
});
