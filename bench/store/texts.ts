import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';

/** Words of a message, about as many as prompts and answers have in the middle. */
const wordsOfMessage = 60;
const vocabulary = 30_000;
/** One conversation in so many is in Chinese. */
const chineseEvery = 20;

const hanzi =
  '的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种面而方后多定行学法所民得经';

/** Made-up messages, the same for the same seed: words are as uneven as those of a language. */
export class Texts {
  private readonly random = xoroshiro128plus(20261130);

  /** A message of the conversation with this number. */
  message(conversation: number): string {
    const isChinese = conversation % chineseEvery === 0;
    return isChinese ? this.chinese() : Array.from({ length: wordsOfMessage }, () => this.word()).join(' ');
  }

  private word(): string {
    // By Zipf's law the word of rank r is met in proportion to 1/r.
    const rank = Math.floor(vocabulary ** uniformFloat64(this.random));
    return wordOf(rank);
  }

  private chinese(): string {
    const characters = Array.from({ length: 120 }, (_, index) =>
      index % 15 === 14 ? '，' : hanzi.charAt(Math.floor(uniformFloat64(this.random) * hanzi.length)),
    );
    return characters.join('');
  }
}

/** The word of a rank: the first is in nearly every message. */
export function wordOf(rank: number): string {
  const syllables = ['ba', 'ko', 'ri', 'ne', 'tu', 'sa', 'lo', 'mi', 'de', 'fu'];
  return String(rank)
    .split('')
    .map((digit) => syllables[Number(digit)])
    .join('');
}
