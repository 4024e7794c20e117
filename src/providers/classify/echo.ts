import { asRecord } from './errorBody';
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

/** Characters of a request in which an echo is looked for, from its beginning. */
const longestSentChars = 500_000;

/** What of a request is no text of the user's. */
const notContent = new Set(
  'model role type tools tool_choice stop id call_id tool_call_id tool_use_id cache_control format response_format reasoning_effort service_tier truncation truncate keep_alive include effort status stream'.split(
    ' ',
  ),
);
const deepest = 12;

/**
 * Whether a host gives the user's own words back, as some do to show what was wrong with them: a few words in a row, in any
 * letter case, with whatever between them, with the escapes of URLs and JSON, in base64 or in hex. `sent`: the request's body.
 */
export function repeatsRequest(said: string, sent: string | undefined): boolean {
  if (sent === undefined || sent === '') return false;
  const texts = contents(sent);
  const short = texts.filter(({ length }) => length >= shortText.from && length < shortText.below);
  const saying = new Saying(said);
  return new Secrets(short).isIn(said) || texts.some((text) => saying.has(text));
}

/** A host's words, and what to look for in a text to know whether they are of it. */
class Saying {
  private readonly words = new Set<string>();
  private readonly runs = new Set<string>();
  private readonly unspaced = new Set<string>();
  private readonly foreign = new Set<string>();
  private readonly base64 = new Set<string>();

  constructor(said: string) {
    for (const text of readings(said)) {
      const words = wordsOf(text);
      for (const word of words) this.words.add(word);
      for (let at = 0; at + echoWords <= words.length; at += 1) {
        const run = runAt(words, at);
        if (run.length >= echoWordsChars) this.runs.add(run);
      }
      addPieces(this.unspaced, words.join(''), unspaced);
      for (const run of foreignRuns(text)) addPieces(this.foreign, run, foreign);
      addPieces(this.base64, lettersOf(text), base64);
    }
  }

  has(text: string): boolean {
    const words = wordsOf(text);
    return (
      words.some((word, at) => this.words.has(word) && this.runs.has(runAt(words, at))) ||
      holdsPiece(this.unspaced, words.join(''), unspaced) ||
      foreignRuns(text).some((run) => holdsPiece(this.foreign, run, foreign)) ||
      this.hasInBase64(text)
    );
  }

  /** With any bytes before the text, and also where a host changed the case of letters. */
  private hasInBase64(text: string): boolean {
    return (['utf8', 'utf16le'] as const).some((encoding) => {
      const bytes = Buffer.from(text, encoding);
      return [0, 1, 2].some((offset) => holdsPiece(this.base64, lettersOf(base64At(bytes, offset)), base64));
    });
  }
}

/** The words as they stand, without escapes, from the end to the beginning, and what bytes there say. */
function readings(said: string): readonly string[] {
  const read = unescaped(said);
  const backwards = Array.from(read).reverse().join('');
  return [...new Set([said, read, read.normalize('NFKC'), backwards, ...decodings(read).map(({ text }) => text)])];
}

/** Texts of the request that may be the user's. */
function contents(sent: string): readonly string[] {
  const texts: string[] = [];
  let left = longestSentChars;
  const collect = (value: unknown, depth: number): void => {
    if (typeof value === 'string') {
      texts.push(value.slice(0, left));
      left -= Math.min(left, value.length);
    } else if (depth > deepest) return;
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
  return texts;
}

function wordsOf(text: string): readonly string[] {
  return text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
}

function runAt(words: readonly string[], at: number): string {
  return words.slice(at, at + echoWords).join(' ');
}

/** Of scripts that put no space between words. */
function foreignRuns(text: string): readonly string[] {
  return text.toLowerCase().match(/[^\p{ASCII}]+/gu) ?? [];
}

function addPieces(pieces: Set<string>, text: string, { chars }: Run): void {
  for (let at = 0; at + chars <= text.length; at += 1) pieces.add(text.slice(at, at + chars));
}

function holdsPiece(pieces: ReadonlySet<string>, text: string, { chars, step }: Run): boolean {
  if (pieces.size === 0) return false;
  for (let at = 0; at + chars <= text.length; at += step) if (pieces.has(text.slice(at, at + chars))) return true;
  return false;
}
