/** An answer that is made to take a page long. */
export interface Input {
  readonly name: string;
  readonly text: string;
}

/** UTF-16 units of the largest inputs. */
const size = 200_000;

const words = 'The quick brown fox jumps over the lazy dog and then it goes home. ';
const codeLine = 'export const value = compute(1, "two", { three: [4, 5] }); // a remark\n';

const repeat = (part: string, length = size): string => part.repeat(Math.ceil(length / part.length)).slice(0, length);
const lines = (count: number, line: (index: number) => string): string =>
  Array.from({ length: count }, (_, index) => line(index)).join('\n');

function rising(mark: string, length = size): string {
  let text = '';
  for (let count = 1; text.length < length; count += 1) text += `${mark.repeat(count)} `;
  return text;
}

function nested(length = size): string {
  let text = '';
  for (let depth = 0; text.length < length; depth += 1) text += `${'  '.repeat(depth)}- a\n`;
  return text;
}

const fence = (language: string, code: string): string => `Here:\n\n\`\`\`${language}\n${code}\n\`\`\`\n\nThat is it.`;

/** Of pages that are long but not odd, and of those that parsers, highlighters and layouts take longest for. */
export const inputs: readonly Input[] = [
  { name: 'prose in one paragraph', text: repeat(words) },
  { name: 'prose in paragraphs', text: repeat(`${words.repeat(6)}\n\n`) },
  { name: '10,000 short lines', text: lines(10_000, (index) => `line ${index}`) },
  { name: '60,000 paragraphs of a letter', text: repeat('a\n\n') },
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
  { name: 'code in one line', text: fence('js', repeat('a=1;')) },
  { name: 'code, brackets', text: fence('ts', repeat('((((((((')) },
  { name: 'code, words in one line', text: fence('cpp', repeat('a ')) },
  { name: 'code, no language', text: fence('', repeat(codeLine)) },
  {
    name: 'code in list items',
    text: lines(40, (index) => `${index + 1}. Step:\n\n   \`\`\`ts\n${repeat(`   ${codeLine}`, 5_000)}\n   \`\`\`\n`),
  },
  { name: '20,000 fences', text: repeat('```\na\n```\n') },
  {
    name: '3,000 rows of a table',
    text: `| a | b | c |\n|---|--:|---|\n${lines(3_000, (index) => `| row ${index} | ${index} | **some** words |`)}`,
  },
  {
    name: 'a table of 2,000 columns',
    text: [repeat('| a ', 8_000), repeat('|---', 8_000), repeat('| b ', 8_000)].join('|\n'),
  },
  { name: 'a list of 20,000', text: lines(20_000, () => '- item') },
  { name: 'a list with empty lines', text: repeat('- item\n\n') },
  { name: 'a numbered list', text: lines(10_000, (index) => `${index + 1}. **Item** \`${index}\``) },
  { name: 'lists in lists', text: nested() },
  { name: 'quotations in quotations', text: `${repeat('>', 20_000)} end` },
  { name: 'lists on one line', text: `${repeat('- ', 40_000)}end` },
  { name: 'lists and quotations on one line', text: `${repeat('- > 1. ', 40_000)}end` },
  { name: 'a long quotation', text: repeat(`> ${words}\n`) },
  { name: 'a comment with empty lines', text: `Before.\n\n<!--${'\n'.repeat(50_000)}end` },
  { name: 'open <pre> with empty lines', text: `<pre>${'\n'.repeat(50_000)}end` },
  { name: 'a list item with empty lines', text: `- a\n${'\n'.repeat(50_000)}  end` },
  { name: 'lines of spaces', text: repeat(`${' '.repeat(500)}\n`) },
  { name: '[', text: repeat('[') },
  { name: '![', text: repeat('![') },
  { name: '[a](', text: repeat('[a](') },
  { name: '[[…]]', text: `${repeat('[', size / 2)}${repeat(']', size / 2)}` },
  { name: '*a_', text: repeat('*a_') },
  { name: '**a __b', text: repeat('**a __b ') },
  { name: '*, **, ***', text: repeat('*a **b ***c* d** e*** ') },
  { name: '~~a', text: repeat('~~a ') },
  { name: 'bold words', text: repeat('**bold** and _slanted_ ') },
  { name: 'backticks of rising length', text: rising('`') },
  { name: 'backslashes', text: repeat('\\') },
  { name: 'aaa…@', text: `${repeat('a', size - 1)}@` },
  { name: 'a@', text: repeat('a@') },
  { name: 'mail addresses', text: repeat('someone@example.com ') },
  { name: 'http://', text: repeat('http://') },
  { name: 'addresses', text: repeat('https://example.com/a/b?c=d#e ') },
  { name: 'addresses of others', text: repeat('[github.com](https://evil.example) ') },
  { name: 'www.', text: repeat('www.') },
  { name: '<', text: repeat('<') },
  { name: '<a ', text: repeat('<a ') },
  { name: '<b>', text: repeat('<b>') },
  { name: '<div> lines', text: repeat('<div>\n') },
  { name: '<!-- -->', text: repeat('<!-- a --> ') },
  { name: '&', text: repeat('&') },
  { name: '&amp;', text: repeat('&amp;') },
  { name: '|', text: repeat('|') },
  { name: 'definitions', text: lines(10_000, (index) => `[ref ${index}]: https://example.com/${index}`) },
  {
    name: 'references',
    text: `${repeat('see [one] ', 100_000)}\n\n${lines(5_000, (index) => `[ref ${index}]: https://a.test`)}\n[one]: https://one.test`,
  },
  { name: 'open definitions', text: repeat('[a]:\n') },
  { name: 'footnotes', text: lines(5_000, (index) => `Text[^${index}].\n\n[^${index}]: The note.\n`) },
  { name: 'setext headings', text: repeat('a\n=\n') },
  { name: '#', text: repeat('#') },
  { name: 'headings', text: repeat('# a\n') },
  { name: 'rules', text: repeat('***\n') },
  { name: 'line breaks', text: repeat('a  \n') },
  { name: 'CRLF', text: repeat(`${words}\r\n`) },
  { name: 'right to left', text: repeat('שלום עולם, مرحبا بالعالم. ') },
  { name: 'zero width', text: repeat('a\u200b') },
  { name: 'zero width in code', text: fence('ts', repeat('a\u200b')) },
  { name: 'overrides', text: repeat('\u202ea\u2066b\u2069') },
  { name: 'combining marks', text: repeat(`a${'\u0301'.repeat(40)}`) },
  { name: 'emoji', text: repeat('👩‍👩‍👧‍👦 ') },
  { name: 'one word', text: repeat('a') },
];
