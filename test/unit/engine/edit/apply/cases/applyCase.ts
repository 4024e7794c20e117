import assert from 'node:assert/strict';

/** Texts of a file and what stands there afterwards, in the order in which they are put in. */
export type Pairs = readonly (readonly [from: string, to: string])[];

/** A block as a model writes it, and the one right answer. */
export interface ApplyCase {
  readonly name: string;
  readonly block: string;
  /** What the author of the block wants; `refused` where nothing can be known or the block is for another file. */
  readonly edit: Pairs | 'refused' | 'unchanged';
  /** What changed in the file after the model saw it. */
  readonly drift?: Pairs;
  /** Another file than that of the table. */
  readonly source?: string;
  /** What the file has on the disk and a model does not write: line ends, a byte order mark, an open end. */
  readonly onDisk?: (text: string) => string;
}

export interface CaseTable {
  readonly languageId: string;
  readonly source: string;
  readonly cases: readonly ApplyCase[];
}

/** The text with each pair put in. Throws where the text of a pair is not there, or is there twice. */
export function edited(source: string, pairs: Pairs): string {
  return pairs.reduce((text, [from, to]) => {
    assert.equal(text.split(from).length, 2, `must be there once: ${from}`);
    return text.split(from).join(to);
  }, source);
}

/** Code within a template: without the first line end and without the indentation that all lines share. */
export function code(strings: TemplateStringsArray, ...values: readonly string[]): string {
  const lines = String.raw({ raw: strings.raw }, ...values)
    .replace(/^\n/, '')
    .replace(/[ ]+$/, '')
    .split('\n');
  const indents = lines.filter((line) => line.trim() !== '').map((line) => line.search(/\S/));
  const shared = Math.min(...indents);
  return lines.map((line) => line.slice(shared)).join('\n');
}

export function searchReplace(find: string, replace: string): string {
  return `<<<<<<< SEARCH\n${find}=======\n${replace}>>>>>>> REPLACE\n`;
}

/** A mark of the given words in the place of each text that is cut out, as deep as its first line. */
export function elided(after: string, mark: string, ...cuts: readonly string[]): string {
  return edited(
    after,
    cuts.map((cut) => [cut, `${/^[ \t]*/.exec(cut)?.[0] ?? ''}${mark}\n`]),
  );
}

/** Each four blanks at the start of a line are a tab, also behind the sign of a patch. */
export function tabbed(text: string): string {
  return text.replace(
    /^([-+ ]??)((?: {4})+)(?=\S)/gm,
    (_all, sign: string, blanks: string) => sign + '\t'.repeat(blanks.length / 4),
  );
}

export const withCrlf = (text: string): string => text.replaceAll('\n', '\r\n');
export const withMark = (text: string): string => `\uFEFF${text}`;
export const withOpenEnd = (text: string): string => text.replace(/\r?\n$/, '');
