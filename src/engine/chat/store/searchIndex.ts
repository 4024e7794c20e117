import type { Database } from '../../storage/database';
import { matchExpression, type SearchTerm, searchTerms, searchWords } from './searchText';
import { type Snippet, snippetOf } from './snippet';

/**
 * Conversations are indexed in parts of some turns, so that a common word is found in few rows. The row of a part is the
 * conversation's key and the part's number: part 0 is the title, the turns follow from 1.
 */
const partsPerConversation = 65_536;
/** UTF-16 units of a part; the turn that goes beyond is its last. */
const partChars = 16_000;

/** A condition on `conversation.key`, and the values for its question marks. */
export interface SearchCondition {
  readonly sql: string;
  readonly values: readonly string[];
}

/** Finds conversations by their words. All throw `StoreProblem`. */
export class SearchIndex {
  constructor(private readonly database: Database) {}

  /** The part that a new turn of the conversation goes to. */
  partFor(conversation: number): number {
    const last = this.database.get(
      `SELECT part, sum(length(prompt) + length(answer)) AS chars FROM turn
       WHERE conversation = ?1 AND part = (SELECT max(part) FROM turn WHERE conversation = ?1)`,
      conversation,
    );
    const part = Number(last?.['part'] ?? 1);
    return Number(last?.['chars'] ?? 0) < partChars ? part : Math.min(part + 1, partsPerConversation - 1);
  }

  /** Takes in the texts of a part as they are now. */
  indexPart(conversation: number, part: number): void {
    this.put(conversation, part, this.textsOf(conversation, part).join('\n'));
  }

  indexTitle(conversation: number, title: string): void {
    this.put(conversation, 0, title);
  }

  remove(conversation: number): void {
    const parts = this.database.all('SELECT DISTINCT part FROM turn WHERE conversation = ?', conversation);
    for (const part of [0, ...parts.map((row) => Number(row['part']))]) {
      this.database.run('DELETE FROM search WHERE rowid = ?', rowOf(conversation, part));
    }
  }

  /** Which conversations hold all words of the query; undefined where it has no word, and so finds nothing. */
  condition(query: string): SearchCondition | undefined {
    const terms = searchTerms(query);
    if (terms.length === 0) return undefined;
    const one = `conversation.key IN (SELECT rowid / ${partsPerConversation} FROM search WHERE search MATCH ?)`;
    return { sql: terms.map(() => one).join(' AND '), values: terms.map(matchExpression) };
  }

  /** A late place in the turns of a conversation where a word of the query stands. */
  snippet(conversation: number, query: string): Snippet | undefined {
    const terms = searchTerms(query);
    // Most words stand in the newest turns, where they are found sooner than the index tells the place.
    const newest = this.database.all(
      'SELECT DISTINCT part FROM turn WHERE conversation = ? ORDER BY part DESC LIMIT 2',
      conversation,
    );
    for (const row of newest) {
      const snippet = this.snippetIn(conversation, Number(row['part']), terms);
      if (snippet) return snippet;
    }
    for (const term of terms) {
      const part = this.latestPart(conversation, term);
      const snippet = part === undefined ? undefined : this.snippetIn(conversation, part, terms);
      if (snippet) return snippet;
    }
    return undefined;
  }

  private snippetIn(conversation: number, part: number, terms: readonly SearchTerm[]): Snippet | undefined {
    return snippetOf(this.textsOf(conversation, part).toReversed(), terms);
  }

  private latestPart(conversation: number, term: SearchTerm): number | undefined {
    const found = this.database.get(
      'SELECT rowid FROM search WHERE search MATCH ? AND rowid BETWEEN ? AND ? ORDER BY rowid DESC LIMIT 1',
      matchExpression(term),
      rowOf(conversation, 1),
      rowOf(conversation, partsPerConversation - 1),
    );
    return found ? Number(found['rowid']) % partsPerConversation : undefined;
  }

  private textsOf(conversation: number, part: number): readonly string[] {
    return this.database
      .all('SELECT prompt, answer FROM turn WHERE conversation = ? AND part = ? ORDER BY key', conversation, part)
      .flatMap((row) => [String(row['prompt']), String(row['answer'])]);
  }

  private put(conversation: number, part: number, text: string): void {
    const row = rowOf(conversation, part);
    this.database.run('INSERT OR REPLACE INTO search (rowid, text) VALUES (?, ?)', row, searchWords(text));
  }
}

function rowOf(conversation: number, part: number): number {
  return conversation * partsPerConversation + part;
}
