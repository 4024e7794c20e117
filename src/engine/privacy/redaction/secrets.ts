import { decodings } from './decodings';
import { alphanumericReading, plainReading, type Reading, unescaped, unescapedReading } from './escapes';

/**
 * Characters of one form of a secret that give it away anywhere in a text if they stand together, as in a half or a cut
 * key.
 */
const shortestRunChars = 8;
/** Characters of a text that are looked at, and passed on: a line of the log has far fewer, and the window waits for it. */
const longestTextChars = 4_000;
/** Characters; a shorter one is in every other word, and no secret. */
const shortestSecretChars = 4;
const longestSecretChars = 8_000;
/** Letters and digits that identify a secret where marks stand between them. */
const fewestLetterCount = 6;

/** Text that occurs in many lines; runs of it say nothing about a secret that contains it, too. */
const publicTexts = [
  'https://',
  'http://localhost',
  'anthropic',
  'openai',
  'openai-compatible',
  'ollama',
  'everpair',
  'application/json',
];

const redacted = '[redacted]';

/**
 * Secrets that are known word for word, and what to look for so that no form of them stays in a text: in any letter case,
 * with the escapes of URLs, JSON and HTML, in hex, in base64 of either alphabet and at each offset (as in that of
 * `user:key`), in bytes of any spelling, from the end to the beginning, with other marks between, and of all of these any
 * run of eight characters. A secret of fewer than eight characters is looked for whole.
 */
export class Secrets {
  private readonly known = new Set<string>();
  /** Runs to look for, by their length. */
  private readonly runs = new Map<number, Set<string>>();
  private pending: string[] = [];

  constructor(secrets: Iterable<string> = []) {
    for (const secret of secrets) this.add(secret);
  }

  add(secret: string): void {
    const trimmed = secret.trim();
    if (trimmed.length < shortestSecretChars || this.known.has(trimmed)) return;
    this.known.add(trimmed);
    this.pending.push(trimmed.slice(0, longestSecretChars));
  }

  /** Whether any form of any secret is in the text; also of one that is too long to be looked at. */
  isIn(text: string): boolean {
    return this.known.size > 0 && (text.length > longestTextChars || this.marked(text).length > 0);
  }

  /** The beginning of the text, with each word that holds a form of a secret taken out. */
  redact(whole: string): string {
    const text = whole.slice(0, longestTextChars);
    const marked = this.marked(text);
    if (marked.length === 0) return text;
    let [kept, end] = ['', 0];
    for (const [from, to] of inWords(marked, text)) {
      kept += text.slice(end, from) + redacted;
      end = to;
    }
    return kept + text.slice(end);
  }

  private marked(text: string): readonly (readonly [number, number])[] {
    if (this.known.size === 0) return [];
    for (const secret of this.pending) for (const run of runsOf(secret)) this.remember(run);
    this.pending = [];
    return [
      ...readingsOf(text).flatMap((reading) => [...this.found(reading)]),
      ...decodings(text)
        .filter((each) => readingsOf(each.text).some((reading) => !this.found(reading).next().done))
        .map(({ from, to }) => [from, to] as const),
    ];
  }

  private *found({ text, starts, ends }: Reading): Generator<readonly [number, number]> {
    const folded = fold(text);
    for (const [length, runs] of this.runs) {
      for (let at = 0; at + length <= folded.length; at += 1) {
        if (runs.has(folded.slice(at, at + length))) yield [starts[at] ?? 0, ends[at + length - 1] ?? 0];
      }
    }
  }

  private remember(run: string): void {
    const same = this.runs.get(run.length) ?? new Set();
    this.runs.set(run.length, same.add(run));
  }
}

function readingsOf(text: string): readonly Reading[] {
  const plain = plainReading(text);
  const read = unescapedReading(text);
  const readings = read.text === text ? [plain] : [plain, read];
  return readings.flatMap((reading) => [reading, alphanumericReading(reading)]);
}

/** Each in the words it stands in, so that no end of it is left; in order, and none twice. */
function inWords(marked: readonly (readonly [number, number])[], text: string): readonly [number, number][] {
  const merged: [number, number][] = [];
  for (const [from, to] of [...marked].sort((a, b) => a[0] - b[0])) {
    const last = merged.at(-1);
    if (last && from <= last[1]) last[1] = Math.max(last[1], to);
    else merged.push([from, to]);
  }
  const words: [number, number][] = [];
  for (const [from, to] of merged) {
    const last = words.at(-1);
    let [start, end] = [from, Math.max(to, last?.[1] ?? 0)];
    while (start > (last?.[1] ?? 0) && isOfWord(text.charAt(start - 1))) start -= 1;
    while (end < text.length && isOfWord(text.charAt(end))) end += 1;
    if (last && start <= last[1]) last[1] = Math.max(last[1], end);
    else words.push([start, end]);
  }
  return words;
}

function isOfWord(character: string): boolean {
  return /[\w+=%-]/.test(character);
}

function runsOf(secret: string): ReadonlySet<string> {
  const bytes = Buffer.from(secret, 'utf8');
  const encoded = [
    bytes.toString('hex'),
    ...[0, 1, 2].map((offset) => base64At(bytes, offset)),
    base64At(Buffer.from(secret, 'utf16le'), 0),
  ];
  const runs = new Set<string>();
  const add = (form: string, fewest: number): void => {
    const length = secret.length < shortestRunChars ? form.length : Math.min(form.length, shortestRunChars);
    if (length < fewest) return;
    for (let at = 0; at + length <= form.length; at += 1) runs.add(form.slice(at, at + length));
  };
  for (const text of [secret, unescaped(secret), Array.from(secret).reverse().join('')]) {
    add(fold(text), shortestSecretChars);
    add(lettersOf(text), Math.min(fewestLetterCount, secret.length));
  }
  for (const text of encoded) add(lettersOf(text), shortestSecretChars);
  for (const run of runs) if (publicRuns.has(run)) runs.delete(run);
  return runs;
}

/** Small letters and digits of ASCII alone. */
export function lettersOf(text: string): string {
  return text.toLowerCase().replace(/[^a-z0-9]/g, '');
}

/** The characters of base64 that the bytes alone decide, with that many other bytes before them. */
export function base64At(bytes: Buffer, offset: number): string {
  const text = Buffer.concat([Buffer.alloc(offset), bytes]).toString('base64');
  return text.slice(Math.ceil((offset * 8) / 6), Math.floor(((offset + bytes.length) * 8) / 6));
}

/** Letter for letter, so that each stays in its place. */
function fold(text: string): string {
  // Letters of full width are the same letters.
  const folded = text
    .replace(/[\uff01-\uff5e]/g, (letter) => String.fromCharCode(letter.charCodeAt(0) - 0xfee0))
    .toLowerCase();
  return folded.length === text.length ? folded : text.replace(/[A-Z]/g, (letter) => letter.toLowerCase());
}

const publicRuns: ReadonlySet<string> = new Set(
  publicTexts
    .flatMap((text) => [text, lettersOf(text)])
    .flatMap((text) =>
      Array.from({ length: Math.max(1, text.length - shortestRunChars + 1) }, (_, at) =>
        text.slice(at, at + shortestRunChars),
      ),
    ),
);
