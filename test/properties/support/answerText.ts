import * as fc from 'fast-check';

/** A part of an answer; what is in it is numbered on, so that nothing in the whole answer is there twice. */
interface Section {
  readonly form: 'prose' | 'lines' | 'code' | 'list' | 'unspaced' | 'faces';
  readonly items: number;
}

const section: fc.Arbitrary<Section> = fc.record({
  form: fc.constantFrom('prose', 'lines', 'code', 'list', 'unspaced', 'faces'),
  items: fc.integer({ min: 1, max: 14 }),
});

/** An answer in which every lost and every repeated character shows. It begins with a sentence of its own. */
export const answerText: fc.Arbitrary<string> = fc.array(section, { minLength: 1, maxLength: 5 }).map((sections) => {
  let number = 0;
  const written = sections.map(({ form, items }) => {
    const numbers = Array.from({ length: items }, () => (number += 1));
    return write(form, numbers);
  });
  return ['Counting, as you asked.', ...written].join('\n\n');
});

function write(form: Section['form'], numbers: readonly number[]): string {
  switch (form) {
    case 'prose':
      return numbers.map((number) => `word${number}`).join(' ');
    case 'lines':
      return numbers.map((number) => `Line ${number}.`).join('\n');
    case 'code':
      return `\`\`\`ts\n${numbers.map((number) => `${'  '.repeat(number % 4)}step(${number});`).join('\n')}\n\`\`\``;
    case 'list':
      return numbers.map((number) => `- item ${number}`).join('\n');
    case 'unspaced':
      return numbers.map((number) => `第${number}步`).join('，');
    case 'faces':
      return numbers.map((number) => `${number}\u{1F600}`).join(' ');
  }
}
