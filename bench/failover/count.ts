/** A question whose answer is a list of distinct words, so that each lost or repeated word shows. */
export interface Question {
  readonly text: string;
  /** In the order they have to come. */
  readonly words: readonly string[];
}

export const plain: Question = {
  text: 'Count to 40.',
  words: Array.from({ length: 40 }, (_, index) => String(index + 1)),
};

const units = ['', 'ein', 'zwei', 'drei', 'vier', 'fünf', 'sechs', 'sieben', 'acht', 'neun'];

/** Some of its words hold ü, ö or ß, of two bytes each. */
export const german: Question = {
  text: 'Count to 40 in German words.',
  words: Array.from({ length: 40 }, (_, index) => germanWord(index + 1)),
};

function germanWord(number: number): string {
  const small = ['', 'eins', 'zwei', 'drei', 'vier', 'fünf', 'sechs', 'sieben', 'acht', 'neun', 'zehn', 'elf', 'zwölf'];
  const unit = units[number % 10] ?? '';
  if (number < small.length) return small[number] ?? '';
  if (number < 20) return `${{ 16: 'sech', 17: 'sieb' }[number] ?? unit}zehn`;
  const tens = { 2: 'zwanzig', 3: 'dreißig', 4: 'vierzig' }[Math.floor(number / 10)] ?? '';
  return unit === '' ? tens : `${unit}und${tens}`;
}

export function answerOf(question: Question): string {
  return question.words.join(' ');
}

/** How an answer differs from what it should be; all in words. */
export interface Difference {
  readonly exact: boolean;
  readonly lost: number;
  /** Second and further occurrences. */
  readonly repeated: number;
  /** Broken words and words nobody asked for. */
  readonly foreign: number;
}

export function compare(shown: string, question: Question): Difference {
  const seen = new Map<string, number>();
  for (const word of shown.split(/\s+/).filter(Boolean)) seen.set(word, (seen.get(word) ?? 0) + 1);
  const counts = question.words.map((word) => seen.get(word) ?? 0);
  const expected = new Set(question.words);
  return {
    exact: shown.trim() === answerOf(question),
    lost: counts.filter((count) => count === 0).length,
    repeated: counts.reduce((sum, count) => sum + Math.max(0, count - 1), 0),
    foreign: [...seen].reduce((sum, [word, count]) => sum + (expected.has(word) ? 0 : count), 0),
  };
}
