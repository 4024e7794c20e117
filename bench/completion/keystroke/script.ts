/** A TypeScript file of so many lines. */
export function fileOf(lines: number): string {
  const functions = Array.from({ length: lines / functionLines }, (_, index) => functionOf(index));
  return functions.join('\n');
}

const functionLines = 10;

function functionOf(index: number): string {
  return `/** Says what number ${index} is worth. */
export function worth${index}(items: readonly number[], limit = ${index % 97}): number {
  let sum = 0;
  for (const [place, item] of items.entries()) {
    if (item > limit) sum += item * (place + ${index % 13});
    else sum -= limit;
  }
  return sum;
}
`;
}

/** Numbers of the same length, so that all lines of a kind have the same keys. */
export const firstNumber = 108;

/** Lines after which kinds of lines and of answers come again. */
export const cycle = 12;

/** A line of code that no other number has. */
export function statement(number: number): string {
  const name = `value${number}`;
  switch (number % 4) {
    case 0:
      return `const ${name} = worth${number}([1, 2, ${number}], limit);`;
    case 1:
      return `if (${name} > limit) items.push(${name} * ${100 + (number % 89)});`;
    case 2:
      return `const { first, last: ${name} } = ends(items, ${number});`;
    default:
      return `log("worth", ${name}.toFixed(${number % 7}), items.length);`;
  }
}

/** What a model says that knows the statement being written, in every third case another's; never more than its line. */
export function answerFor(number: number, prefix: string): string {
  const line = prefix.slice(prefix.lastIndexOf('\n') + 1).trimStart();
  const meant = statement(number % 3 === 2 ? number + 4 : number);
  return meant.startsWith(line) ? meant.slice(line.length) : `${meant.slice(-12)} // ${number}`;
}
