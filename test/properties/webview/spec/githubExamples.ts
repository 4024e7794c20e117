export interface GithubExample {
  readonly what: string;
  readonly markdown: string;
  readonly html: string;
}

const example = (what: string, markdown: string, html: string): GithubExample => ({ what, markdown, html });
const link = (text: string, href = `http://${text}`): string => `<a href="${href}">${text}</a>`;
const cells = (name: 'th' | 'td', ...texts: readonly string[]): string =>
  `<tr>${texts.map((text) => `<${name}>${text}</${name}>`).join('')}</tr>`;
const table = (head: string, ...rows: readonly string[]): string =>
  `<table><thead>${head}</thead>${rows.length === 0 ? '' : `<tbody>${rows.join('')}</tbody>`}</table>`;
const task = (isDone: boolean, text: string): string =>
  `<li><input${isDone ? ' checked=""' : ''} disabled="" type="checkbox">${text}</li>`;

/** What GitHub adds to CommonMark: tables, tasks, strikethrough and addresses as links, by the cases of its specification. */
export const githubExamples: readonly GithubExample[] = [
  example(
    'a table',
    '| foo | bar |\n| --- | --- |\n| baz | bim |\n',
    table(cells('th', 'foo', 'bar'), cells('td', 'baz', 'bim')),
  ),
  example(
    'a table with aligned columns and without outer bars',
    '| abc | defghi |\n:-: | -----------:\nbar | baz\n',
    '<table><thead><tr><th align="center">abc</th><th align="right">defghi</th></tr></thead>' +
      '<tbody><tr><td align="center">bar</td><td align="right">baz</td></tr></tbody></table>',
  ),
  example(
    'a bar with a backslash in a cell, in code too',
    '| f\\|oo  |\n| ------ |\n| b `\\|` az |\n| b **\\|** im |\n',
    table(cells('th', 'f|oo'), cells('td', 'b <code>|</code> az'), cells('td', 'b <strong>|</strong> im')),
  ),
  example(
    'a table that another block ends',
    '| abc | def |\n| --- | --- |\n| bar | baz |\n> bar\n',
    `${table(cells('th', 'abc', 'def'), cells('td', 'bar', 'baz'))}<blockquote><p>bar</p></blockquote>`,
  ),
  example(
    'a row without a bar, and an empty line behind it',
    '| abc | def |\n| --- | --- |\n| bar | baz |\nbar\n\nbar\n',
    `${table(cells('th', 'abc', 'def'), cells('td', 'bar', 'baz'), cells('td', 'bar', ''))}<p>bar</p>`,
  ),
  example(
    'no table where the second line has other columns',
    '| abc | def |\n| --- |\n| bar |\n',
    '<p>| abc | def | | --- | | bar |</p>',
  ),
  example('a table without rows', '| abc | def |\n| --- | --- |\n', table(cells('th', 'abc', 'def'))),
  example('tasks', '- [ ] foo\n- [x] bar\n', `<ul>${task(false, 'foo')}${task(true, 'bar')}</ul>`),
  example(
    'tasks within tasks',
    '- [x] foo\n  - [ ] bar\n  - [x] baz\n- [ ] bim\n',
    `<ul>${task(true, `foo<ul>${task(false, 'bar')}${task(true, 'baz')}</ul>`)}${task(false, 'bim')}</ul>`,
  ),
  example(
    'strikethrough by one tilde or two',
    '~~Hi~~ Hello, ~there~ world!\n',
    '<p><del>Hi</del> Hello, <del>there</del> world!</p>',
  ),
  example(
    'no strikethrough over paragraphs',
    'This ~~has a\n\nnew paragraph~~.\n',
    '<p>This ~~has a</p><p>new paragraph~~.</p>',
  ),
  example('no strikethrough by three tildes', 'This will ~~~not~~~ strike.\n', '<p>This will ~~~not~~~ strike.</p>'),
  example('an address of the web', 'www.commonmark.org\n', `<p>${link('www.commonmark.org')}</p>`),
  example(
    'an address in a sentence',
    'Visit www.commonmark.org/help for more information.\n',
    `<p>Visit ${link('www.commonmark.org/help')} for more information.</p>`,
  ),
  example(
    'an address before a full stop',
    'Visit www.commonmark.org.\n\nVisit www.commonmark.org/a.b.\n',
    `<p>Visit ${link('www.commonmark.org')}.</p><p>Visit ${link('www.commonmark.org/a.b')}.</p>`,
  ),
  example(
    'an address with parentheses or within them',
    [
      'www.google.com/search?q=Markup+(business)',
      'www.google.com/search?q=Markup+(business)))',
      '(www.google.com/search?q=Markup+(business))',
      '(www.google.com/search?q=Markup+(business)',
    ].join('\n\n'),
    [
      `<p>${link('www.google.com/search?q=Markup+(business)')}</p>`,
      `<p>${link('www.google.com/search?q=Markup+(business)')}))</p>`,
      `<p>(${link('www.google.com/search?q=Markup+(business)')})</p>`,
      `<p>(${link('www.google.com/search?q=Markup+(business)')}</p>`,
    ].join(''),
  ),
  example(
    'parentheses inside an address',
    'www.google.com/search?q=(business))+ok\n',
    `<p>${link('www.google.com/search?q=(business))+ok')}</p>`,
  ),
  example(
    'what looks like a character reference at the end of an address',
    'www.google.com/search?q=commonmark&hl=en\n\nwww.google.com/search?q=commonmark&hl;\n',
    `<p>${link('www.google.com/search?q=commonmark&amp;hl=en')}</p>` +
      `<p>${link('www.google.com/search?q=commonmark')}&amp;hl;</p>`,
  ),
  example(
    'an address that a bracket ends',
    'www.commonmark.org/he<lp\n',
    `<p>${link('www.commonmark.org/he')}&lt;lp</p>`,
  ),
  example(
    'an address with its protocol',
    'http://commonmark.org\n\n(Visit https://encrypted.google.com/search?q=Markup+(business))\n',
    `<p>${link('http://commonmark.org', 'http://commonmark.org')}</p><p>(Visit ${link(
      'https://encrypted.google.com/search?q=Markup+(business)',
      'https://encrypted.google.com/search?q=Markup+(business)',
    )})</p>`,
  ),
  example('a mail address', 'foo@bar.baz\n', `<p>${link('foo@bar.baz', 'mailto:foo@bar.baz')}</p>`),
  example(
    'a plus sign in a mail address, before the at sign alone',
    "hello@mail+xyz.example isn't valid, but hello+xyz@mail.example is.\n",
    `<p>hello@mail+xyz.example isn't valid, but ${link('hello+xyz@mail.example', 'mailto:hello+xyz@mail.example')} is.</p>`,
  ),
  example(
    'signs at the end of a mail address',
    'a.b-c_d@a.b\n\na.b-c_d@a.b.\n\na.b-c_d@a.b-\n\na.b-c_d@a.b_\n',
    `<p>${link('a.b-c_d@a.b', 'mailto:a.b-c_d@a.b')}</p><p>${link('a.b-c_d@a.b', 'mailto:a.b-c_d@a.b')}.</p>` +
      '<p>a.b-c_d@a.b-</p><p>a.b-c_d@a.b_</p>',
  ),
];
