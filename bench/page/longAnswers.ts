import type { Input } from './input';
import { fence, lines, repeatTo, words } from './texts';

const count = 10_000;

/** Answers of ten thousand lines, as models write them and of one block alone, by one provider and by several. */
export function longAnswers(): readonly Input[] {
  const mixed = repeatTo(count * 30)(`${part}\n`);
  const code = fence(
    'ts',
    lines(count, (index) => `  const value${index} = compute(${index}, "two"); // line ${index}`),
  );
  const table = `| a | b | c |\n|---|--:|---|\n${lines(count, (index) => `| row ${index} | ${index} | **some** words |`)}`;
  const list = lines(count, (index) => `- item ${index} with \`code\` and **bold** words`);
  const deep = lines(count, (index) => `${'  '.repeat(index % 8)}- item ${index} at depth ${index % 8}`);
  const paragraph = lines(count, (index) => `line ${index} of **one** paragraph`);
  return [
    { name: `${counted} of everything`, text: mixed },
    ...within(`${counted} of everything`, mixed, {
      'a paragraph': 'lazy dog',
      'a list': 'second item',
      'a code block': 'compute(1',
      'a table': 'row two',
    }),
    { name: `${counted} of everything, 20 seams`, text: mixed, seams: spread(mixed.length, 20) },
    ...[
      ['code', code],
      ['a table', table],
      ['a list', list],
      ['lists in lists', deep],
      ['a paragraph', paragraph],
    ].flatMap(([name = '', text = '']) => [
      { name: `${counted} of ${name}`, text },
      { name: `${counted} of ${name}, a seam`, text, seams: [Math.floor(text.length / 10) + 7] },
    ]),
  ];
}

const counted = '10,000 lines';

const part = `## A heading

${words.repeat(3)}**Bold**, \`code\` and [a link](https://example.com/a).

- first item
- second item with a longer text
  - and one below it

\`\`\`ts
export const value = compute(1, "two", { three: [4, 5] });
for (const each of value) {
  print(each);
}
\`\`\`

| a | b |
|---|--:|
| row one | 1 |
| row two | 2 |
`;

/** A seam each, after the tenth occurrence of the words. */
function within(name: string, text: string, places: Readonly<Record<string, string>>): readonly Input[] {
  return Object.entries(places).map(([place, found]) => {
    let at = 0;
    for (let times = 0; times < 10; times += 1) at = text.indexOf(found, at + 1);
    return { name: `${name}, a seam in ${place}`, text, seams: [at + 4] };
  });
}

function spread(length: number, seams: number): readonly number[] {
  return Array.from({ length: seams }, (_, index) => Math.floor(((index + 0.5) * length) / seams));
}
