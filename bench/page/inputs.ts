import type { Input } from './input';
import { layouts } from './layouts';
import { longAnswers } from './longAnswers';
import { fence, lines, pattern, repeatTo, words } from './texts';

/** Of each kind those that have taken longest: what is measured where not all are asked for. */
export const sample: ReadonlySet<string> = new Set([
  'prose in paragraphs',
  '10,000 short lines',
  '60,000 paragraphs of a letter',
  'empty lines',
  'code, TypeScript',
  'code, empty lines',
  '3,000 rows of a table',
  'a table of 20 columns',
  'lists in lists',
  'lines of lists on one line',
  'quotations of rising depth',
  'references',
  '[',
  '*a_',
  'backticks of rising length',
  'addresses',
  'zero width',
  'zero width in a table',
  'overrides',
  'all kinds at once',
  '10,000 lines of everything',
  '10,000 lines of everything, a seam in a paragraph',
  '10,000 lines of everything, a seam in a code block',
  '10,000 lines of everything, a seam in a table',
]);

const codeLine = 'export const value = compute(1, "two", { three: [4, 5] }); // a remark\n';

/**
 * Of pages that are long but not odd, and of those that parsers, highlighters and layouts take longest for. `size`: UTF-16
 * units of the largest.
 */
export function inputs(size = 200_000): readonly Input[] {
  return [
    ...plain(size),
    ...codes(size),
    ...blocks(size),
    ...marks(size),
    ...layouts(size),
    ...longAnswers(),
    { name: 'all kinds at once', text: mixed(size) },
  ];
}

/** A piece of each of the others, one after the other. */
function mixed(size: number): string {
  const each = Math.ceil(size / 60);
  const parts = [...plain(each), ...codes(each), ...blocks(each), ...marks(each), ...layouts(each)];
  return repeatTo(size)(parts.map(({ text }) => text.slice(0, each)).join('\n\n'));
}

function plain(size: number): readonly Input[] {
  const repeat = repeatTo(size);
  return [
    { name: 'prose in one paragraph', text: repeat(words) },
    { name: 'prose in paragraphs', text: repeat(`${words.repeat(6)}\n\n`) },
    { name: '10,000 short lines', text: lines(size / 20, (index) => `line ${index}`) },
    { name: '60,000 paragraphs of a letter', text: repeat('a\n\n') },
    { name: 'line breaks', text: repeat('a  \n') },
    { name: 'CRLF', text: repeat(`${words}\r\n`) },
    { name: 'tabs', text: repeat('\ta\tb\tc\n') },
    { name: 'tabs in prose', text: repeat('a\t') },
    { name: 'lines of spaces', text: repeat(`${' '.repeat(500)}\n`) },
    { name: 'a line of spaces', text: `a${repeat(' ')}b` },
    { name: 'empty lines', text: `a${repeat('\n')}b` },
  ];
}

function codes(size: number): readonly Input[] {
  const repeat = repeatTo(size);
  return [
    { name: 'code, TypeScript', text: fence('ts', repeat(codeLine)) },
    {
      name: 'code, Python',
      text: fence('python', repeat('def f(a, b=1):\n    """Says it."""\n    return f"{a} {b}"  # so\n\n')),
    },
    { name: 'code, HTML', text: fence('html', repeat('<div class="a"><script>let a = 1;</script><p>b</p></div>\n')) },
    {
      name: 'code, C++',
      text: fence('cpp', repeat('template <typename T> auto f(T&& t) -> decltype(t.g()) { return t.g(); }\n')),
    },
    { name: 'code, JSON', text: fence('json', repeat('{"a":[1,true,null,"b"]},\n')) },
    { name: 'code, shell', text: fence('sh', repeat('a="$(b "${c:-d}")" && echo \'e\' # f\n')) },
    { name: 'code, PHP', text: fence('php', repeat('<?php $a = ["b" => "{$c[\'d\']}"]; ?><b>e</b>\n')) },
    { name: 'code, Markdown', text: fence('md', repeat('*a _b **c __d `e\n')) },
    { name: 'code, diff', text: fence('diff', repeat('+a\n-b\n')) },
    { name: 'code in one line', text: fence('js', repeat('a=1;')) },
    { name: 'code, brackets', text: fence('ts', repeat('((((((((')) },
    { name: 'code, slashes', text: fence('js', repeat('/')) },
    { name: 'code, open strings', text: fence('js', repeat('"a\n`b${')) },
    { name: 'code, words in one line', text: fence('cpp', repeat('a ')) },
    { name: 'code, a word', text: fence('ts', repeat('a')) },
    { name: 'code, short lines', text: fence('ts', repeat('a\n')) },
    { name: 'code, empty lines', text: fence('ts', repeat('\n')) },
    { name: 'code, tabs', text: fence('go', repeat('\t\ta := b\n')) },
    { name: 'code, no language', text: fence('', repeat(codeLine)) },
    { name: 'code, indented', text: repeat(`    ${codeLine}`) },
    {
      name: 'code in list items',
      text: lines(
        size / 5_000,
        (index) => `${index + 1}. Step:\n\n   \`\`\`ts\n${pattern(`   ${codeLine}`, 5_000)}\n   \`\`\`\n`,
      ),
    },
    { name: 'code in quotations', text: `> \`\`\`ts\n${repeat(`> ${codeLine}`)}` },
    { name: '20,000 fences', text: repeat('```\na\n```\n') },
    { name: 'fences with languages', text: repeat('```ts\nconst a = "b";\n```\n') },
    { name: 'an endless info', text: `\`\`\`${repeat('a ')}\ncode\n\`\`\`` },
    { name: 'spans of code', text: repeat('`a` ') },
  ];
}

function blocks(size: number): readonly Input[] {
  const repeat = repeatTo(size);
  return [
    {
      name: '3,000 rows of a table',
      text: `| a | b | c |\n|---|--:|---|\n${lines((size * 3) / 200, (index) => `| row ${index} | ${index} | **some** words |`)}`,
    },
    { name: 'a table of short rows', text: `|a|b|\n|-|-|\n${repeat('|c|d|\n')}` },
    {
      name: 'a table of 20 columns',
      text: `${'|a'.repeat(20)}|\n${'|-'.repeat(20)}|\n${repeat(`${'|b'.repeat(20)}|\n`)}`,
    },
    {
      name: 'a table of 100 columns',
      text: `${'|a'.repeat(100)}|\n${'|-'.repeat(100)}|\n${repeat(`${'|b'.repeat(100)}|\n`)}`,
    },
    { name: 'a table of rows longer than its head', text: `|a|\n|-|\n${repeat(`${'|b'.repeat(200)}|\n`)}` },
    { name: 'a table of empty cells', text: `|a|b|\n|-|-|\n${repeat('||||||||||\n')}` },
    {
      name: 'a table of 2,000 columns',
      text: [pattern('| a ', size / 25), pattern('|---', size / 25), pattern('| b ', size / 25)].join('|\n'),
    },
    { name: 'many tables', text: repeat('|a|b|\n|-|-|\n|c|d|\n\n') },
    { name: 'a list of 20,000', text: lines(size / 10, () => '- item') },
    { name: 'a list of empty items', text: repeat('-\n') },
    { name: 'a list with empty lines', text: repeat('- item\n\n') },
    { name: 'a list of lazy lines', text: `- a\n${repeat('b\n')}` },
    { name: 'a numbered list', text: lines(size / 20, (index) => `${index + 1}. **Item** \`${index}\``) },
    { name: 'a list of tasks', text: repeat('- [x] a\n') },
    { name: 'lists in lists', text: nested(size) },
    { name: 'lists of other marks', text: repeat('- a\n* b\n+ c\n1. d\n2) e\n') },
    { name: 'quotations in quotations', text: `${pattern('>', size / 10)} end` },
    { name: 'quotations of rising depth', text: lines(size / 400, (index) => `${'> '.repeat(index % 400)}a`) },
    { name: 'lists on one line', text: `${pattern('- ', size / 5)}end` },
    { name: 'lists and quotations on one line', text: `${pattern('- > 1. ', size / 5)}end` },
    { name: 'lines of lists on one line', text: repeat(`${'- '.repeat(10)}a\n`) },
    { name: 'lines of quotations in quotations', text: repeat(`${'> '.repeat(12)}a\n\n`) },
    { name: 'a long quotation', text: repeat(`> ${words}\n`) },
    { name: 'a lazy quotation', text: `> a\n${repeat('b\n')}` },
    { name: 'a list item with empty lines', text: `- a\n${'\n'.repeat(size / 4)}  end` },
    { name: 'definitions', text: lines(size / 20, (index) => `[ref ${index}]: https://example.com/${index}`) },
    {
      name: 'references',
      text: `${pattern('see [one] ', size / 2)}\n\n${lines(size / 40, (index) => `[ref ${index}]: https://a.test`)}\n[one]: https://one.test`,
    },
    {
      name: 'references, each to another',
      text: `${lines(size / 40, (index) => `[r${index}] `)}\n\n${lines(size / 40, (index) => `[r${index}]: https://a.test/${index}`)}`,
    },
    { name: 'open definitions', text: repeat('[a]:\n') },
    { name: 'footnotes', text: lines(size / 40, (index) => `Text[^${index}].\n\n[^${index}]: The note.\n`) },
    { name: 'setext headings', text: repeat('a\n=\n') },
    { name: '#', text: repeat('#') },
    { name: 'headings', text: repeat('# a\n') },
    { name: 'headings of every depth', text: repeat('# a\n## b\n### c\n#### d\n##### e\n###### f\n') },
    { name: 'a long heading', text: `# ${repeat(words)}` },
    { name: 'rules', text: repeat('***\n') },
  ];
}

function nested(size: number): string {
  let text = '';
  for (let depth = 0; text.length < size; depth += 1) text += `${'  '.repeat(depth)}- a\n`;
  return text;
}

function marks(size: number): readonly Input[] {
  const repeat = repeatTo(size);
  const delimiters = ['*', '**', '***', '_', '__', '~', '~~', '`', '``'];
  return [
    { name: '[', text: repeat('[') },
    { name: '![', text: repeat('![') },
    { name: '[a](', text: repeat('[a](') },
    { name: '[[…]]', text: `${repeat('[').slice(size / 2)}${repeat(']').slice(size / 2)}` },
    { name: '*a_', text: repeat('*a_') },
    { name: '**a __b', text: repeat('**a __b ') },
    { name: '*, **, ***', text: repeat('*a **b ***c* d** e*** ') },
    { name: 'bold words', text: repeat('**bold** and _slanted_ ') },
    ...delimiters.map((mark) => ({ name: `open ${mark}`, text: repeat(`${mark}a `) })),
    ...delimiters.map((mark) => ({ name: `a line of ${mark}`, text: `a ${repeat(mark)}` })),
    { name: 'letters in bold', text: repeat('**a**') },
    { name: 'emphasis in emphasis', text: repeat(`${'*a '.repeat(50)}${'b*'.repeat(50)} `) },
    { name: 'backticks of rising length', text: rising('`', size) },
    { name: 'stars of rising length', text: rising('*', size) },
    { name: 'backslashes', text: repeat('\\') },
    { name: 'escapes', text: repeat('\\*') },
    { name: 'aaa…@', text: `${repeat('a').slice(1)}@` },
    { name: 'a@', text: repeat('a@') },
    { name: 'a.', text: repeat('a.') },
    { name: 'mail addresses', text: repeat('someone@example.com ') },
    { name: 'http://', text: repeat('http://') },
    { name: 'addresses', text: repeat('https://example.com/a/b?c=d#e ') },
    { name: 'short links', text: repeat('[a](https://b.c) ') },
    { name: 'links without words', text: repeat('[](https://b.c)') },
    { name: 'links beside each other', text: repeat('[a](https://b.c)') },
    { name: 'images', text: repeat('![a](https://b.c/d.png)') },
    { name: 'addresses of others', text: repeat('[github.com](https://evil.example) ') },
    { name: 'titles of links', text: repeat('[a](https://evil.example "https://github.com") ') },
    { name: 'links of foreign letters', text: repeat('[аррӏе.com](https://аррӏе.com) ') },
    { name: 'www.', text: repeat('www.') },
    { name: '<', text: repeat('<') },
    { name: '<a ', text: repeat('<a ') },
    { name: '<b>', text: repeat('<b>') },
    { name: 'bold by HTML', text: repeat('<b>a</b>') },
    { name: 'breaks by HTML', text: repeat('<br>') },
    { name: '<div> lines', text: repeat('<div>\n') },
    { name: 'a block of HTML', text: `<div>\n${repeat('<p class="a">words</p>\n')}</div>` },
    { name: 'a block of HTML in one line', text: `<div>${repeat('<p class="a">words</p>')}</div>` },
    { name: '<!-- -->', text: repeat('<!-- a --> ') },
    { name: 'a comment with empty lines', text: `Before.\n\n<!--${'\n'.repeat(size / 4)}end` },
    { name: 'open comments', text: repeat('<!-- a\n\n') },
    { name: 'open <pre> with empty lines', text: `<pre>${'\n'.repeat(size / 4)}end` },
    { name: '&', text: repeat('&') },
    { name: '&amp;', text: repeat('&amp;') },
    { name: 'entities by number', text: repeat('&#97;&#x62; ') },
    { name: '&#8203;', text: repeat('a&#8203;') },
    { name: '|', text: repeat('|') },
  ];
}

function rising(mark: string, size: number): string {
  let text = '';
  for (let count = 1; text.length < size; count += 1) text += `${mark.repeat(count)} `;
  return text;
}
