import { asRecord } from '../../model/text/jsonValue';
import { decodings } from './decodings';
import { unescaped } from './escapes';
import { base64At, lettersOf, Secrets } from './secrets';

/** Words in a row; shorter runs stand in every request. */
const echoWords = 3;
const echoWordsChars = 12;

/** A run of characters, looked for at each so many of them: the ones in a row that are found for certain are both together. */
interface Run {
  readonly chars: number;
  readonly step: number;
}
const unspaced: Run = { chars: 16, step: 4 };
const foreign: Run = { chars: 6, step: 1 };
const base64: Run = { chars: 12, step: 6 };

/** Characters of a text that is looked for whole, as a secret is. */
const shortText = { from: 6, below: 30 };

/** How many of the short texts are looked for in all their spellings: the last of the request. */
const maxShortTexts = 40;

/**
 * Characters of a request in which an echo is looked for, which the window waits for. Of a longer one everything counts as
 * repeated: nothing that was not looked at is quoted.
 */
const longestSentChars = 60_000;

/** The parts of a request that are no text of the user. */
const notContent = new Set(
  'model role type tools tool_choice stop id call_id tool_call_id tool_use_id cache_control format response_format reasoning_effort service_tier truncation truncate keep_alive include effort status stream'.split(
    ' ',
  ),
);
const maxDepth = 12;

/** The body of a request, read once for all that a host says of it. */
export class SentRequest {
  private texts: readonly SentText[] | undefined;
  private short: Secrets | undefined;

  constructor(private readonly body: string | undefined) {}

  /**
   * Whether a host repeats the user's own words, as some hosts do to show what was wrong with them: a few words in a
   * row, in any letter case, with any characters between them, with the escapes of URLs and JSON, in base64 or in hex.
   */
  isRepeatedIn(said: string): boolean {
    if (this.body === undefined || this.body === '' || said === '') return false;
    this.texts ??= contents(this.body)?.map((text) => new SentText(text)) ?? tooLong;
    if (this.texts === tooLong) return true;
    this.short ??= new Secrets(
      [...new Set(this.texts.map(({ text }) => text))]
        .filter(({ length }) => length >= shortText.from && length < shortText.below)
        .slice(-maxShortTexts),
    );
    if (this.short.isIn(said)) return true;
    const saying = new Saying(said);
    return this.texts.some((text) => saying.has(text));
  }
}

const tooLong: readonly SentText[] = [];

/** A text of the request in the forms in which it is compared, each made when it is first asked for. */
class SentText {
  private parts: { readonly spaced: string; readonly joined: string; readonly foreign: readonly string[] } | undefined;
  private encoded: readonly string[] | undefined;

  constructor(readonly text: string) {}

  get forms() {
    const spaced = this.parts?.spaced ?? spacedWords(this.text);
    this.parts ??= { spaced, joined: spaced.replaceAll(' ', ''), foreign: foreignRuns(this.text) };
    return this.parts;
  }

  /** With any bytes before the text, and also where a host changed the case of letters. */
  get base64(): readonly string[] {
    this.encoded ??= (['utf8', 'utf16le'] as const).flatMap((encoding) => {
      const bytes = Buffer.from(this.text, encoding);
      return [0, 1, 2].map((offset) => lettersOf(base64At(bytes, offset)));
    });
    return this.encoded;
  }
}

/** Texts to look for at any place of a long one: most places are ruled out by their first three characters. */
class Pieces {
  private readonly whole = new Set<string>();
  private readonly lengths = new Set<number>();
  private readonly beginnings = new Uint8Array(1 << 16);

  add(piece: string): void {
    this.whole.add(piece);
    this.lengths.add(piece.length);
    this.beginnings[beginningAt(piece, 0)] = 1;
  }

  addRuns(text: string, { chars }: Run): void {
    for (let at = 0; at + chars <= text.length; at += 1) this.add(text.slice(at, at + chars));
  }

  /** At each so many characters, or at each beginning of a word alone. */
  areIn(text: string, step: number, ofWords = false): boolean {
    if (this.whole.size === 0) return false;
    for (let at = 0; at < text.length; at += step) {
      if (this.beginnings[beginningAt(text, at)] === 0) continue;
      if (ofWords && at > 0 && text.charAt(at - 1) !== ' ') continue;
      for (const length of this.lengths) if (this.whole.has(text.slice(at, at + length))) return true;
    }
    return false;
  }
}

function beginningAt(text: string, at: number): number {
  return (text.charCodeAt(at) * 1021 + text.charCodeAt(at + 1) * 31 + text.charCodeAt(at + 2)) & 0xffff;
}

/** A host's words, and the marks by which they are found in a text. */
class Saying {
  private readonly runs = new Pieces();
  private readonly unspaced = new Pieces();
  private readonly foreign = new Pieces();
  private readonly base64 = new Pieces();

  constructor(said: string) {
    for (const text of readings(said)) {
      const words = spacedWords(text).split(' ');
      for (let at = 0; at + echoWords <= words.length; at += 1) {
        const run = words.slice(at, at + echoWords).join(' ');
        if (run.length >= echoWordsChars) this.runs.add(`${run} `);
      }
      this.unspaced.addRuns(words.join(''), unspaced);
      for (const run of foreignRuns(text)) this.foreign.addRuns(run, foreign);
      this.base64.addRuns(lettersOf(text), base64);
    }
  }

  has(sent: SentText): boolean {
    const { spaced, joined, foreign: runs } = sent.forms;
    return (
      this.runs.areIn(`${spaced} `, 1, true) ||
      this.unspaced.areIn(joined, unspaced.step) ||
      runs.some((run) => this.foreign.areIn(run, foreign.step)) ||
      sent.base64.some((text) => this.base64.areIn(text, base64.step))
    );
  }
}

/** The words as they stand, without escapes, backwards, and as the text of their bytes. */
function readings(said: string): readonly string[] {
  const read = unescaped(said);
  const backwards = Array.from(read).reverse().join('');
  return [...new Set([said, read, read.normalize('NFKC'), backwards, ...decodings(read).map(({ text }) => text)])];
}

/** Texts of the request that may be the user's; undefined where they are too long to be looked at. */
function contents(sent: string): readonly string[] | undefined {
  const texts: string[] = [];
  let length = 0;
  const collect = (value: unknown, depth: number): void => {
    if (length > longestSentChars) return;
    if (typeof value === 'string') {
      texts.push(value);
      length += value.length;
    } else if (depth > maxDepth) return;
    else if (Array.isArray(value)) for (const each of value as readonly unknown[]) collect(each, depth + 1);
    else {
      for (const [key, held] of Object.entries(asRecord(value) ?? {})) {
        if (!notContent.has(key)) collect(held, depth + 1);
      }
    }
  };
  try {
    collect(JSON.parse(sent), 0);
  } catch {
    collect(sent, 0);
  }
  return length > longestSentChars ? undefined : texts;
}

/** The words in small letters, with one space between. */
function spacedWords(text: string): string {
  // Classes of Unicode take five times as long, and most requests need none.
  const between = beyondAscii.test(text) ? /[^\p{L}\p{N}]+/gu : /[^a-z0-9]+/g;
  return text.toLowerCase().replace(between, ' ').trim();
}

const beyondAscii = /[\u0080-\uffff]/;

/** Letters of scripts that put no space between words. */
function foreignRuns(text: string): readonly string[] {
  return text.toLowerCase().match(/[\u0080-\uffff]+/g) ?? [];
}
