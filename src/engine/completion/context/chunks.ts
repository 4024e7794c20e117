import type { ContextDocument, LineChange } from './documents';
import { eachToken } from './codeTokens';

/** A part of a document that is compared as a whole. */
export interface Chunk {
  readonly lines: number;
  /** Each name in the chunk once; undefined where the chunk must be read again. */
  readonly tokens: Uint32Array | undefined;
}

const maxChunkLines = 60;
const usualChunkLines = 45;
const minChunkLines = 30;

/** A shorter rest of an edited chunk is joined with the next chunk. */
const mergeBelowLines = 15;

/** Longer chunks are data or minified code. */
const maxChunkChars = 8_000;

const noTokens = new Uint32Array();

/**
 * A document cut into chunks of 30 to 60 lines. Only the hashes of their names are kept. A change costs one chunk,
 * which is read again when there is time.
 */
export class DocumentChunks {
  private readonly chunks: Chunk[] = [];
  private lineCount = 0;
  private unread = 0;

  /** `onAdded` and `onRemoved` get the names of each chunk that comes or goes. */
  constructor(
    lineCount: number,
    private readonly onAdded: (tokens: Uint32Array) => void,
    private readonly onRemoved: (tokens: Uint32Array) => void,
  ) {
    this.replace(0, 0, [{ lines: lineCount, tokens: undefined }]);
  }

  /** Whether all chunks have been read. */
  get isRead(): boolean {
    return this.unread === 0;
  }

  all(): readonly Chunk[] {
    return this.chunks;
  }

  change({ first, removed, added }: Omit<LineChange, 'document'>): void {
    let top = 0;
    let index = 0;
    for (let chunk = this.chunks[0]; chunk && top + chunk.lines <= first; chunk = this.chunks[index]) {
      top += chunk.lines;
      index += 1;
    }
    let count = 0;
    let lines = 0;
    do lines += this.chunks[index + count++]?.lines ?? 0;
    while (top + lines < first + removed && index + count < this.chunks.length);
    const height = Math.max(0, lines - removed + added);
    this.replace(index, count, height > 0 ? [{ lines: height, tokens: undefined }] : []);
  }

  /** Reads at most one chunk; false where all have been read. */
  readNext(document: ContextDocument): boolean {
    if (this.lineCount !== document.lineCount) {
      this.replace(0, this.chunks.length, [{ lines: document.lineCount, tokens: undefined }]);
    }
    if (this.unread === 0) return false;
    let top = 0;
    let index = 0;
    for (let chunk = this.chunks[0]; chunk?.tokens; chunk = this.chunks[index]) {
      top += chunk.lines;
      index += 1;
    }
    const { lines } = this.chunks[index] ?? { lines: 0 };
    const next = this.chunks[index + 1];
    if (lines < mergeBelowLines && next) {
      this.replace(index, 2, [{ lines: lines + next.lines, tokens: undefined }]);
      return true;
    }
    const text = document.text(top, top + Math.min(lines, maxChunkLines));
    const cut = lines <= maxChunkLines ? lines : borderIn(text, Math.min(maxChunkLines, lines - minChunkLines));
    const own = lines <= maxChunkLines ? text : leadingLines(text, cut);
    const rest = lines > cut ? [{ lines: lines - cut, tokens: undefined }] : [];
    this.replace(index, 1, [{ lines: cut, tokens: tokensOf(own) }, ...rest]);
    return true;
  }

  clear(): void {
    this.replace(0, this.chunks.length, []);
  }

  private replace(index: number, count: number, by: readonly Chunk[]): void {
    for (const { lines, tokens } of this.chunks.splice(index, count, ...by)) {
      this.lineCount -= lines;
      if (tokens) this.onRemoved(tokens);
      else this.unread -= 1;
    }
    for (const { lines, tokens } of by) {
      this.lineCount += lines;
      if (tokens) this.onAdded(tokens);
      else this.unread += 1;
    }
  }
}

/**
 * Lines up to a good place to cut, at most `limit`: before a line at the margin that follows an empty line, else after
 * an empty line, else anywhere.
 */
function borderIn(text: string, limit: number): number {
  const lines = text.split('\n');
  const isBlank = (index: number): boolean => (lines[index] ?? '').trim() === '';
  let blank: number | undefined;
  for (let index = limit; index >= minChunkLines; index -= 1) {
    if (!isBlank(index - 1)) continue;
    if (/^\S/.test(lines[index] ?? '')) return index;
    blank ??= index;
  }
  return blank ?? Math.min(usualChunkLines, limit);
}

function leadingLines(text: string, count: number): string {
  let end = -1;
  for (let line = 0; line < count; line += 1) {
    end = text.indexOf('\n', end + 1);
    if (end < 0) return text;
  }
  return text.slice(0, end);
}

function tokensOf(text: string): Uint32Array {
  if (text.length > maxChunkChars) return noTokens;
  const found = new Set<number>();
  eachToken(text, (token) => found.add(token));
  return Uint32Array.from(found);
}
