import { type CaseTable, code, edited, searchReplace, withCrlf } from './applyCase';

const source = code`
  <!DOCTYPE html>
  <html lang="en">
    <head>
      <meta charset="utf-8" />
      <title>Shop</title>
    </head>
    <body>
      <nav>
        <ul>
          <li><a href="/">Home</a></li>
          <li><a href="/cart">Cart</a></li>
        </ul>
      </nav>
      <main>
        <form action="/search">
          <input name="q" />
          <button>Search</button>
        </form>
        <form action="/subscribe">
          <input name="mail" />
          <button>Subscribe</button>
        </form>
      </main>
      <script>
        document.querySelector('button').focus();
      </script>
    </body>
  </html>
`;

const link = [
  [
    '        <li><a href="/cart">Cart</a></li>\n',
    '        <li><a href="/cart">Cart</a></li>\n        <li><a href="/help">Help</a></li>\n',
  ],
] as const;
const style = [
  ['    <title>Shop</title>\n', '    <title>Shop</title>\n    <link rel="stylesheet" href="site.css" />\n'],
] as const;

export const html: CaseTable = {
  languageId: 'html',
  source,
  cases: [
    { name: 'the whole file', block: edited(source, [...style, ...link]), edit: [...style, ...link] },
    {
      name: 'a list at the margin',
      block:
        '<ul>\n  <li><a href="/">Home</a></li>\n  <li><a href="/cart">Cart</a></li>\n  <li><a href="/help">Help</a></li>\n</ul>\n',
      edit: link,
    },
    {
      name: 'head and list, with marks of markup',
      block: code`
        <!DOCTYPE html>
        <html lang="en">
          <head>
            <meta charset="utf-8" />
            <title>Shop</title>
            <link rel="stylesheet" href="site.css" />
          </head>
          <body>
            <!-- ... existing body ... -->
          </body>
        </html>
      `,
      edit: style,
    },
    {
      name: 'one of two forms',
      block: searchReplace(
        '      <form action="/subscribe">\n        <input name="mail" />\n',
        '      <form action="/subscribe" method="post">\n        <input name="mail" type="email" />\n',
      ),
      edit: [
        ['"/subscribe"', '"/subscribe" method="post"'],
        ['name="mail"', 'name="mail" type="email"'],
      ],
    },
    {
      name: 'the close of one of two forms',
      block: searchReplace('      </form>\n', '        <p>Thanks</p>\n      </form>\n'),
      edit: 'refused',
    },
    {
      name: 'a hunk without its deep indentation',
      block:
        '@@ -1,2 +1,3 @@\n <li><a href="/">Home</a></li>\n <li><a href="/cart">Cart</a></li>\n+<li><a href="/help">Help</a></li>\n',
      edit: link,
      onDisk: withCrlf,
    },
    {
      name: 'a script by a hunk',
      block:
        "@@ -20,3 +20,3 @@\n     <script>\n-      document.querySelector('button').focus();\n+      document.querySelector('input').focus();\n     </script>\n",
      edit: [["querySelector('button')", "querySelector('input')"]],
    },
    {
      name: 'a list after a drift in the forms',
      block: searchReplace(
        '        <li><a href="/cart">Cart</a></li>\n',
        '        <li><a href="/cart">Cart</a></li>\n        <li><a href="/help">Help</a></li>\n',
      ),
      drift: [['<button>Search</button>', '<button type="submit">Go</button>']],
      edit: link,
    },
    {
      name: 'a page of another file',
      block: '<template>\n  <div class="hero">{{ title }}</div>\n</template>\n',
      edit: 'refused',
    },
    {
      name: 'a form that goes',
      block: searchReplace(
        '      <form action="/search">\n        <input name="q" />\n        <button>Search</button>\n      </form>\n',
        '',
      ),
      edit: [
        [
          '      <form action="/search">\n        <input name="q" />\n        <button>Search</button>\n      </form>\n',
          '',
        ],
      ],
    },
  ],
};
