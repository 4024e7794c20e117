import { type ContextDocument, type LineChange, type OpenDocuments, overlaps, type LineRange } from './documents';
import { eachToken } from './codeTokens';
import { areRelated } from '../syntax/languages/languages';
import { DocumentChunks, type Chunk } from './chunks';

/** Lines of all documents, and of one document. What is longer is not code that a person wrote. */
const maxLines = 200_000;
const maxDocumentLines = 30_000;

/** Chunks in one step of 1 to 2 ms. */
const readsPerStep = 6;
const scoresPerStep = 150;

/** Lines around the cursor that are compared with the chunks. */
const linesBefore = 30;
const linesAfter = 10;

/** Lines from the cursor at which a name has half the weight of a name at the cursor. */
const halfWeightLines = 10;

/** BM25's k1 and b at their usual values: a name counts less in a long chunk than in a short one. */
const bm25K1 = 1.2;
const bm25B = 0.75;

/** Share of the names around the cursor, by weight, that a chunk must have to be useful. */
const minWeightShare = 0.12;

/** Code in an unrelated language rarely helps. */
const otherLanguageFactor = 0.5;

/** Chunks in one result. */
const maxChunks = 8;

interface IndexedDocument {
  readonly languageId: string;
  readonly chunks: DocumentChunks;
}

interface Scored {
  readonly region: LineRange;
  readonly score: number;
}

/** The weight of each name that is searched for. */
type Query = ReadonlyMap<number, number>;

/** Finds the parts of open documents that are most like the lines around a cursor: BM25 over the names in them. */
export class ChunkIndex {
  private readonly documents = new Map<string, IndexedDocument>();
  /** Number of chunks that have a name. */
  private readonly frequency = new Map<number, number>();
  private chunkCount = 0;
  private tokenCount = 0;

  /** Keeps these documents, the most important first, as far as there is room, and forgets all others. */
  follow(documents: readonly ContextDocument[]): void {
    let lines = 0;
    const followed = new Set<string>();
    for (const { id, lineCount, languageId } of documents) {
      if (lineCount > maxDocumentLines || lines + lineCount > maxLines) continue;
      lines += lineCount;
      followed.add(id);
      if (this.documents.has(id)) continue;
      const chunks = new DocumentChunks(
        lineCount,
        (tokens) => this.count(tokens, 1),
        (tokens) => this.count(tokens, -1),
      );
      this.documents.set(id, { languageId, chunks });
    }
    for (const [id, { chunks }] of this.documents) {
      if (followed.has(id)) continue;
      chunks.clear();
      this.documents.delete(id);
    }
  }

  /** Cheap: the changed lines are read with the next steps. */
  change(change: LineChange): void {
    this.documents.get(change.document)?.chunks.change(change);
  }

  /** Reads some chunks that are not read yet; false where all are. */
  step(open: OpenDocuments): boolean {
    let reads = 0;
    for (const [id, { chunks }] of this.documents) {
      const document = open.find(id);
      while (document && chunks.readNext(document)) {
        reads += 1;
        if (reads === readsPerStep) return true;
      }
    }
    return false;
  }

  /**
   * The chunks most like the lines around `line`, best first, without those that overlap `without`. Yields between
   * steps.
   */
  *similar(place: ContextDocument, line: number, without: LineRange): Generator<void, readonly LineRange[], undefined> {
    const query = this.weighed(queryAt(place, line));
    const minScore = minWeightShare * [...query.values()].reduce((sum, weight) => sum + weight, 0);
    const found: Scored[] = [];
    let scored = 0;
    for (const [id, { chunks, languageId }] of [...this.documents]) {
      const factor = areRelated(languageId, place.languageId) ? 1 : otherLanguageFactor;
      let top = 0;
      for (const chunk of [...chunks.all()]) {
        const region = { document: id, first: top, end: top + chunk.lines };
        top = region.end;
        scored += 1;
        if (scored % scoresPerStep === 0) yield;
        const score = factor * this.score(chunk, query);
        if (score > 0 && score >= minScore && !overlaps(region, without)) found.push({ region, score });
      }
    }
    found.sort((a, b) => b.score - a.score);
    return found.slice(0, maxChunks).map(({ region }) => region);
  }

  /** The query without unknown names, the others weighted by how rare they are. */
  private weighed(query: Query): Query {
    const weighed = new Map<number, number>();
    for (const [token, weight] of query) {
      const chunks = this.frequency.get(token) ?? 0;
      if (chunks === 0) continue;
      weighed.set(token, weight * Math.log(1 + (this.chunkCount - chunks + 0.5) / (chunks + 0.5)));
    }
    return weighed;
  }

  private score({ tokens }: Chunk, query: Query): number {
    if (!tokens) return 0;
    let sum = 0;
    for (const token of tokens) sum += query.get(token) ?? 0;
    const length = tokens.length / (this.tokenCount / this.chunkCount);
    return (sum * (bm25K1 + 1)) / (1 + bm25K1 * (1 - bm25B + bm25B * length));
  }

  private count(tokens: Uint32Array, by: 1 | -1): void {
    this.chunkCount += by;
    this.tokenCount += by * tokens.length;
    for (const token of tokens) {
      const chunks = (this.frequency.get(token) ?? 0) + by;
      if (chunks > 0) this.frequency.set(token, chunks);
      else this.frequency.delete(token);
    }
  }
}

function queryAt(document: ContextDocument, line: number): Query {
  const query = new Map<number, number>();
  const first = Math.max(0, line - linesBefore);
  const lines = document.text(first, line + linesAfter + 1).split('\n');
  for (const [index, text] of lines.entries()) {
    if (text.length > 1_000) continue;
    const weight = halfWeightLines / (halfWeightLines + Math.abs(first + index - line));
    eachToken(text, (token) => query.set(token, Math.max(weight, query.get(token) ?? 0)));
  }
  return query;
}
