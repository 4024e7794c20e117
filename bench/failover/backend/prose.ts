import type { Tongue } from '../../../tools/disobedience/tongue';
import { tongues } from '../../../tools/disobedience/tongues';
import type { Question } from '../scenario/questions';

const [english] = tongues;
if (!english) throw new TypeError('A language is needed.');
export const tongue: Tongue = english;

const { sentences } = tongue;

/** What a person would ask a model: here a remark, a refusal or other words can stand where words of the answer should. */
export const explanation: Question = {
  text: 'Explain how the search of this service works.',
  answer: `${sentences.slice(0, 4).join(' ')}\n\n${sentences.slice(4).join(' ')}`,
};

export const code: Question = {
  text: 'Show me the search of this service.',
  answer: [
    sentences[0],
    '',
    '```ts',
    'export function positionOf(sorted: readonly number[], wanted: number): number {',
    '  let low = 0;',
    '  let high = sorted.length - 1;',
    '  while (low <= high) {',
    '    const middle = Math.floor((low + high) / 2);',
    '    const found = sorted[middle] ?? Infinity;',
    '    if (found === wanted) return middle;',
    '    if (found < wanted) low = middle + 1;',
    '    else high = middle - 1;',
    '  }',
    '  return -1;',
    '}',
    '```',
    '',
    sentences[7],
  ].join('\n'),
};

export const prose = [explanation, code] as const;
