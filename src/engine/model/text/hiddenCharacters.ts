/**
 * Characters that are not seen and change what is: bidirectional controls, which show text in another order than it has,
 * zero-width ones, fillers, tags that can hold whole sentences, and piles of combining marks that cover other lines. Where a
 * script or an emoji is written with such a character, it is left alone.
 */
const shaped = [
  // Emoji of several, in the form asked for, on a key cap, and the three flags that are written with tags.
  '(?<=[\\p{Extended_Pictographic}\\p{Emoji_Modifier}])\\ufe0f?\\u200d(?=\\p{Extended_Pictographic})',
  '(?<=\\p{Extended_Pictographic})[\\ufe0e\\ufe0f]',
  '(?<=[\\d#*])\\ufe0f(?=\\u20e3)',
  '(?<=\\u{1f3f4})\\u{e0067}\\u{e0062}(?:\\u{e0065}\\u{e006e}\\u{e0067}|\\u{e0073}\\u{e0063}\\u{e0074}|\\u{e0077}\\u{e006c}\\u{e0073})\\u{e007f}',
  // Joiners of the scripts that join, variants of Chinese and Mongolian letters.
  '(?<=[\\p{Script=Arabic}\\p{Script=Syriac}\\p{Script=Nko}\\p{Script=Devanagari}\\p{Script=Bengali}\\p{Script=Gurmukhi}' +
    '\\p{Script=Gujarati}\\p{Script=Oriya}\\p{Script=Tamil}\\p{Script=Telugu}\\p{Script=Kannada}\\p{Script=Malayalam}' +
    '\\p{Script=Sinhala}\\p{Script=Khmer}\\p{Script=Myanmar}])[\\u200c\\u200d](?=[\\p{L}\\p{M}\\s\\p{P}]|$)',
  '(?<=\\p{Script=Han})[\\ufe00-\\ufe02\\u{e0100}-\\u{e01ef}]',
  '(?<=\\p{Script=Mongolian})[\\u180b-\\u180f]',
].join('|');

/** U+2800 is a blank among the Braille letters; U+FFF9 to U+FFFB annotate. */
const unseen = '[\\p{Default_Ignorable_Code_Point}\\u2028\\u2029\\u2800\\ufff9-\\ufffb]';
const control = '[\\0-\\x08\\x0b\\x0c\\x0e-\\x1f\\x7f-\\x9f]';
const pile = '\\p{M}{9,}';

/** Cheap, and true for every text that holds a hidden character: most texts hold nothing that comes near. */
/* eslint-disable no-misleading-character-class -- single characters are meant, also halves of pairs. */
const suspect = new RegExp(
  `${control}|[\\u00ad\\u034f\\u061c\\u115f\\u1160\\u17b4\\u17b5\\u180b-\\u180f\\u200b-\\u200f\\u2028-\\u202e\\u2060-\\u206f` +
    '\\u2800\\u3164\\ufe00-\\ufe0f\\ufeff\\uffa0\\ufff0-\\ufffb\\ud82f\\ud834\\udb40-\\udb43]|[^\\0-\\u02ff\\u2000-\\u20cf\\u2100-\\uabff]{9}',
);
/* eslint-enable no-misleading-character-class */
const hidden = new RegExp(`(?:${shaped})|(${unseen}+|${control}+|${pile})`, 'gu');

export interface HiddenRun {
  readonly at: number;
  readonly text: string;
}

/** In the order of the text; neighbours of one kind are one run. */
export function hiddenRuns(text: string): readonly HiddenRun[] {
  if (!suspect.test(text)) return [];
  const runs: HiddenRun[] = [];
  for (const { index, 1: run } of text.matchAll(hidden)) if (run !== undefined) runs.push({ at: index, text: run });
  return runs;
}

/** Characters of a text that are hidden. */
export function hiddenCount(text: string): number {
  return hiddenRuns(text).reduce((sum, run) => sum + Array.from(run.text).length, 0);
}

export function withoutHidden(text: string): string {
  let [seen, at] = ['', 0];
  for (const run of hiddenRuns(text)) {
    seen += text.slice(at, run.at);
    at = run.at + run.text.length;
  }
  return seen + text.slice(at);
}
