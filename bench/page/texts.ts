export const words = 'The quick brown fox jumps over the lazy dog and then it goes home. ';

/** A part again and again, up to a length. */
export const pattern = (part: string, length: number): string =>
  part.repeat(Math.ceil(length / part.length)).slice(0, length);

export const repeatTo =
  (length: number) =>
  (part: string): string =>
    pattern(part, length);

export const lines = (count: number, line: (index: number) => string): string =>
  Array.from({ length: count }, (_, index) => line(index)).join('\n');

export const fence = (language: string, code: string): string =>
  `Here:\n\n\`\`\`${language}\n${code}\n\`\`\`\n\nThat is it.`;
