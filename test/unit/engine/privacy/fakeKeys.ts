/** Letters and digits as a key has them, always the same; put together here so that no scanner takes them for real. */
export function random(length: number, alphabet: string = letters.a, place = 0): string {
  let seed = length * 7919 + alphabet.length + place * 104_729;
  return Array.from({ length }, () => {
    seed = (seed * 1_103_515_245 + 12_345) % 2 ** 31;
    return alphabet.charAt(Math.floor((seed / 2 ** 31) * alphabet.length));
  }).join('');
}

const letters = {
  a: 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789',
  b: 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/',
  x: '0123456789abcdef',
  U: 'ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789',
  l: 'abcdefghijklmnopqrstuvwxyz0123456789',
  d: '0123456789',
} as const;

export const hex = (length: number): string => random(length, letters.x);
export const upper = (length: number): string => random(length, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567');
export const lower = (length: number): string => random(length, letters.l);
export const base64 = (length: number): string => random(length, letters.b);

/** With a fake in the place of each `‹x32›`, of the alphabet and the length that it names; `‹u›` is a UUID. */
export function filled(pattern: string): string {
  let place = 0;
  const next = (alphabet: string, length: number): string => {
    place += 1;
    return random(length, alphabet, place);
  };
  return pattern
    .replaceAll('‹u›', () => [8, 4, 4, 4, 12].map((length) => next(letters.x, length)).join('-'))
    .replace(/‹([abxUld])(\d+)›/g, (_, alphabet: keyof typeof letters, length: string) =>
      next(letters[alphabet], Number(length)),
    )
    .replace(/\\([\\nr])/g, (_, escaped: string) => ({ n: '\n', r: '\r' })[escaped] ?? escaped);
}

/** The rows of a table, each with what stands before and behind its bar. */
export function rows(table: string): readonly (readonly [name: string, pattern: string])[] {
  return table
    .split('\n')
    .filter((row) => row !== '')
    .map((row) => [row.slice(0, row.indexOf(' | ')), row.slice(row.indexOf(' | ') + 3)]);
}
