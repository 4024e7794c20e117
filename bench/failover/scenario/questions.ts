import type { ToolCall } from '../../../tools/wire/wire';

/** A question whose answer is a list of distinct words, so that each lost or repeated word shows. */
export interface Question {
  readonly text: string;
  readonly answer: string;
  /** The answer ends with this call. */
  readonly call?: ToolCall;
}

const units = ['', 'ein', 'zwei', 'drei', 'vier', 'fünf', 'sechs', 'sieben', 'acht', 'neun'];

const numbers = Array.from({ length: 40 }, (_, index) => index + 1);

export const plain: Question = counting(40);

export function counting(to: number): Question {
  return {
    text: `Count to ${to}.`,
    answer: Array.from({ length: to }, (_, index) => String(index + 1)).join(' '),
  };
}

/** Some of its words hold ü, ö or ß, of two bytes each. */
export const german: Question = {
  text: 'Count to 40 in German words.',
  answer: numbers.map(germanWord).join(' '),
};

/** Breaks off inside the code block after as many words as every answer does. */
export const fenced: Question = {
  text: 'Write 36 steps of code.',
  answer: [
    'Here it is:',
    '',
    '```js',
    ...numbers.slice(0, 36).map((number) => `step${number}();`),
    '```',
    '',
    'Done.',
  ].join('\n'),
};

export const withCall: Question = {
  text: 'Count to 10, then look up the rest.',
  answer: numbers.slice(0, 10).join(' '),
  call: { name: 'look_up', argumentPieces: ['{"from"', ':11,"to"', ':40,"wor', 'ds":["el', 'even","t', 'welve"]}'] },
};

export const questions = [plain, german, fenced, withCall] as const;

function germanWord(number: number): string {
  const small = ['', 'eins', 'zwei', 'drei', 'vier', 'fünf', 'sechs', 'sieben', 'acht', 'neun', 'zehn', 'elf', 'zwölf'];
  const unit = units[number % 10] ?? '';
  if (number < small.length) return small[number] ?? '';
  if (number < 20) return `${{ 16: 'sech', 17: 'sieb' }[number] ?? unit}zehn`;
  const tens = { 2: 'zwanzig', 3: 'dreißig', 4: 'vierzig' }[Math.floor(number / 10)] ?? '';
  return unit === '' ? tens : `${unit}und${tens}`;
}

export function wordsOf({ answer }: Question): readonly string[] {
  return answer.split(/\s+/);
}
