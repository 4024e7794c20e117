import { type ContextDocument, type LineChange, type OpenDocuments, overlaps, type LineRange } from './documents';
import { eachToken } from './codeTokens';
import { DocumentChunks, type Chunk } from './chunks';

/** Lines of all documents that are compared, and of one: what is beyond is not code that a person wrote. */
const lineCapacity = 200_000;
const longestDocument = 30_000;

/** Windows that are read, or scored, in one step of 1 to 2 ms. */
const readsInStep = 6;
const scoresInStep = 150;

/** Lines around the cursor that are compared with the windows. */
const linesBefore = 30;
const linesBehind = 10;

/** Lines from the cursor at which a name counts half of what it counts beside it. */
const halfWeightAt = 10;

/** BM25's k1 and b at their usual values: a name counts less in a long window than in a short one. */
const saturation = 1.2;
const lengthShare = 0.75;

/** Part of the names around the cursor, by weight, that a window must have to be of use. */
const leastShare = 0.12;

/** What is written in another language is rarely what has to be written. */
const otherLanguage = 0.5;

/** Languages whose files belong together. */
const families = [
  ['typescript', 'typescriptreact', 'javascript', 'javascriptreact', 'vue', 'svelte'],
  ['c', 'cpp', 'objective-c', 'objective-cpp', 'cuda-cpp'],
  ['css', 'scss', 'less'],
];

/** Windows that are told at most. */
const capacity = 8;

interface Followed {
  readonly languageId: string;
  readonly windows: DocumentChunks;
}

interface Scored {
  readonly region: LineRange;
  readonly score: number;
}

/** What is looked for: how much each name counts. */
type Query = ReadonlyMap<number, number>;

/** Finds the parts of open documents that look most like what stands around a place: BM25 over the names in them. */
export class ChunkIndex {
  private readonly documents = new Map<string, Followed>();
  /** In how many windows a name is. */
  private readonly frequency = new Map<number, number>();
  private windowCount = 0;
  private tokenCount = 0;

  /** Keeps these documents, those that matter most first, as far as there is room, and forgets all others. */
  follow(documents: readonly ContextDocument[]): void {
    let lines = 0;
    const followed = new Set<string>();
    for (const { id, lineCount, languageId } of documents) {
      if (lineCount > longestDocument || lines + lineCount > lineCapacity) continue;
      lines += lineCount;
      followed.add(id);
      if (this.documents.has(id)) continue;
      const windows = new DocumentChunks(
        lineCount,
        (tokens) => this.count(tokens, 1),
        (tokens) => this.count(tokens, -1),
      );
      this.documents.set(id, { languageId, windows });
    }
    for (const [id, { windows }] of this.documents) {
      if (followed.has(id)) continue;
      windows.clear();
      this.documents.delete(id);
    }
  }

  /** Costs little; the lines are read with the next steps. */
  change(change: LineChange): void {
    this.documents.get(change.document)?.windows.change(change);
  }

  /** Reads a little of what is not known yet; false when everything is. */
  step(open: OpenDocuments): boolean {
    let reads = 0;
    for (const [id, { windows }] of this.documents) {
      const document = open.find(id);
      while (document && windows.readNext(document)) {
        reads += 1;
        if (reads === readsInStep) return true;
      }
    }
    return false;
  }

  /** The windows most like the lines around `line`, best first, none of them overlapping `without`; yields between steps. */
  *similar(place: ContextDocument, line: number, without: LineRange): Generator<void, readonly LineRange[], undefined> {
    const query = this.weighed(queryAt(place, line));
    const least = leastShare * [...query.values()].reduce((sum, weight) => sum + weight, 0);
    const found: Scored[] = [];
    let scored = 0;
    for (const [id, { windows, languageId }] of [...this.documents]) {
      const factor = isSameFamily(languageId, place.languageId) ? 1 : otherLanguage;
      let top = 0;
      for (const window of [...windows.all()]) {
        const region = { document: id, first: top, end: top + window.lines };
        top = region.end;
        scored += 1;
        if (scored % scoresInStep === 0) yield;
        const score = factor * this.score(window, query);
        if (score > 0 && score >= least && !overlaps(region, without)) found.push({ region, score });
      }
    }
    found.sort((a, b) => b.score - a.score);
    return found.slice(0, capacity).map(({ region }) => region);
  }

  /** The query without names that are nowhere, each of the others by how rare it is. */
  private weighed(query: Query): Query {
    const weighed = new Map<number, number>();
    for (const [token, weight] of query) {
      const windows = this.frequency.get(token) ?? 0;
      if (windows === 0) continue;
      weighed.set(token, weight * Math.log(1 + (this.windowCount - windows + 0.5) / (windows + 0.5)));
    }
    return weighed;
  }

  private score({ tokens }: Chunk, query: Query): number {
    if (!tokens) return 0;
    let sum = 0;
    for (const token of tokens) sum += query.get(token) ?? 0;
    const length = tokens.length / (this.tokenCount / this.windowCount);
    return (sum * (saturation + 1)) / (1 + saturation * (1 - lengthShare + lengthShare * length));
  }

  private count(tokens: Uint32Array, by: 1 | -1): void {
    this.windowCount += by;
    this.tokenCount += by * tokens.length;
    for (const token of tokens) {
      const windows = (this.frequency.get(token) ?? 0) + by;
      if (windows > 0) this.frequency.set(token, windows);
      else this.frequency.delete(token);
    }
  }
}

function queryAt(document: ContextDocument, line: number): Query {
  const query = new Map<number, number>();
  const first = Math.max(0, line - linesBefore);
  const lines = document.text(first, line + linesBehind + 1).split('\n');
  for (const [index, text] of lines.entries()) {
    if (text.length > 1_000) continue;
    const weight = halfWeightAt / (halfWeightAt + Math.abs(first + index - line));
    eachToken(text, (token) => query.set(token, Math.max(weight, query.get(token) ?? 0)));
  }
  return query;
}

function isSameFamily(a: string, b: string): boolean {
  return a === b || families.some((family) => family.includes(a) && family.includes(b));
}
