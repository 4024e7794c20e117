import type { Event } from '../../model/async/event';
import type { Clock } from '../../model/async/clock';
import type { Log } from '../../model/log';
import type { Database } from '../../storage/database';
import { StoreProblem } from '../../storage/storeProblem';
import { type Answer, isRunning } from '../conversation/answerState';
import type { Turn } from '../conversation/turn';
import { pathTo } from '../conversation/turnTree';
import { AnswerPieces } from './answerPieces';
import { columnsOf, conversationOf, rowOf } from './conversationRow';
import { SearchIndex } from './searchIndex';
import type {
  ConversationChanges,
  ConversationFolder,
  ConversationList,
  ImageBytes,
  ListQuery,
  StoredConversation,
} from './storedConversation';
import { answerRest, atRest, type Piece, turnOf, turnRest } from './turnRow';

export interface ConversationStoreDeps {
  readonly database: Database;
  readonly clock: Clock;
  readonly newId: () => string;
  readonly log: Log;
}

/** All conversations of the user, in all windows. Everything is on disk when a call returns; all throw `StoreProblem` only. */
export class ConversationStore {
  private readonly database: Database;
  private readonly index: SearchIndex;
  private readonly pieces: AnswerPieces;

  constructor(private readonly deps: ConversationStoreDeps) {
    this.database = deps.database;
    this.index = new SearchIndex(deps.database);
    this.pieces = new AnswerPieces(deps.database);
  }

  /** Another window has written, perhaps a conversation. */
  get onDidChangeElsewhere(): Event<void> {
    return this.database.onDidChangeElsewhere;
  }

  /** What is written outlives the window. */
  get isKept(): boolean {
    return this.database.isKept;
  }

  create(conversation: {
    readonly id: string;
    readonly folder?: ConversationFolder;
    readonly title: string;
    readonly titleBy?: StoredConversation['titleBy'];
    readonly createdAt: number;
  }): void {
    const { id, folder, title, titleBy = 'words', createdAt } = conversation;
    this.database.transaction(() => {
      this.database.run(
        `INSERT INTO conversation (id, folder_key, folder_name, title, title_by, created_at, updated_at)
         VALUES (?, ?, ?, ?, ?, ?, ?)`,
        ...[id, folder?.key ?? null, folder?.name ?? null, title, titleBy, createdAt, createdAt],
      );
      this.index.indexTitle(this.keyOf(id), title);
    });
  }

  /** Undefined where there is none, and where it was deleted. */
  conversation(id: string): StoredConversation | undefined {
    const row = this.database.get('SELECT * FROM conversation WHERE id = ? AND deleted_at IS NULL', id);
    return row && conversationOf(row);
  }

  update(id: string, changes: ConversationChanges): void {
    const columns = columnsOf(changes);
    if (columns.length === 0) return;
    this.database.transaction(() => {
      const key = this.keyOf(id);
      const assignments = columns.map(([name]) => `${name} = ?`).join(', ');
      this.database.run(
        `UPDATE conversation SET ${assignments} WHERE key = ?`,
        ...columns.map(([, value]) => value),
        key,
      );
      if (changes.title !== undefined) this.index.indexTitle(key, changes.title);
    });
  }

  /** Another number after each change of the conversation; undefined where there is none. */
  revision(id: string): number | undefined {
    const row = this.database.get('SELECT revision FROM conversation WHERE id = ? AND deleted_at IS NULL', id);
    return row && Number(row['revision']);
  }

  /** Id of the conversation of a folder, or of none, in which was asked last; undefined where there is none. */
  latest(folderKey: string | undefined): string | undefined {
    const row = this.database.get(
      'SELECT id FROM conversation WHERE deleted_at IS NULL AND folder_key IS ? ORDER BY updated_at DESC, key DESC LIMIT 1',
      folderKey ?? null,
    );
    return row && String(row['id']);
  }

  /** Several changes as one: all of them or none, and no other window comes between. */
  together<T>(body: () => T): T {
    return this.database.transaction(body);
  }

  /** The turns of all branches, the oldest first. One that cannot be read is left out. */
  turns(conversationId: string): readonly Turn[] {
    const key = this.keyOf(conversationId);
    const pieces = this.pieces.of(key);
    const rows = this.database.all('SELECT * FROM turn WHERE conversation = ? ORDER BY key', key);
    const turns = rows.flatMap((row) => turnOf(row, pieces.get(Number(row['key'])) ?? []) ?? []);
    if (turns.length < rows.length) this.deps.log.warn(`${rows.length - turns.length} turns could not be read.`);
    return turns;
  }

  hasTurn(turnId: string): boolean {
    return this.database.get('SELECT 1 FROM turn WHERE id = ?', turnId) !== undefined;
  }

  /** The turn becomes the last that is shown. */
  addTurn(conversationId: string, turn: Turn): void {
    this.database.transaction(() => {
      const key = this.keyOf(conversationId);
      this.insert(key, turn);
      this.database.run(
        'UPDATE conversation SET leaf_id = ?, updated_at = ? WHERE key = ?',
        ...[turn.id, this.deps.clock.now(), key],
      );
    });
  }

  /** The answer grew. */
  append(turnId: string, piece: Piece): void {
    if (!this.pieces.add(turnId, piece)) throw new StoreProblem('failed', { cause: new UnknownId() });
  }

  saveAnswer(turnId: string, answer: Answer): void {
    this.database.transaction(() => {
      const turn = this.database.get('SELECT key, conversation, part FROM turn WHERE id = ?', turnId);
      if (!turn) throw new StoreProblem('failed', { cause: new UnknownId() });
      const key = Number(turn['key']);
      this.database.run(
        'UPDATE turn SET answer = ?, state = ?, answer_rest = ? WHERE key = ?',
        ...[answer.text, answer.state.type, answerRest(answer), key],
      );
      this.pieces.remove(key);
      if (!isRunning(answer)) this.index.indexPart(Number(turn['conversation']), Number(turn['part']));
    });
  }

  /** Keeps the bytes of an image of a turn or of the draft. */
  addImage(conversationId: string, imageId: string, { mediaType, bytes }: ImageBytes): void {
    this.database.transaction(() => {
      this.database.run('INSERT INTO image (id, media_type, bytes) VALUES (?, ?, ?)', imageId, mediaType, bytes);
      this.useImage(this.keyOf(conversationId), imageId);
    });
  }

  image(imageId: string): ImageBytes | undefined {
    const row = this.database.get('SELECT media_type, bytes FROM image WHERE id = ?', imageId);
    return row && { mediaType: String(row['media_type']), bytes: row['bytes'] as Uint8Array };
  }

  /** Takes an image away from a conversation. Its bytes go with the last conversation that has it. */
  removeImage(conversationId: string, imageId: string): void {
    this.database.transaction(() => {
      const key = this.keyOf(conversationId);
      this.database.run('DELETE FROM image_use WHERE conversation = ? AND image = ?', key, imageId);
      this.dropUnusedImages();
    });
  }

  list({ folderKey, query = '', offset, limit }: ListQuery): ConversationList {
    const isSearch = query.trim() !== '';
    const found = isSearch ? this.index.condition(query) : { sql: '1', values: [] };
    if (!found) return { items: [], total: 0 };
    const inFolder = folderKey === undefined ? '' : 'AND folder_key = ?';
    const from = `FROM conversation WHERE deleted_at IS NULL ${inFolder} AND ${found.sql}`;
    const values = [...(folderKey === undefined ? [] : [folderKey]), ...found.values];
    const rows = this.database.all(
      `SELECT conversation.*, turn.state, page.total FROM (
         SELECT key, count(*) OVER () AS total ${from} ORDER BY ${listOrder} LIMIT ? OFFSET ?
       ) AS page JOIN conversation USING (key) LEFT JOIN turn ON turn.id = leaf_id
       ORDER BY ${listOrder}`,
      ...[...values, limit, offset],
    );
    const items = rows.map((row) => {
      const snippet = isSearch ? this.index.snippet(Number(row['key']), query) : undefined;
      return { ...rowOf(row), ...(snippet ? { snippet } : {}) };
    });
    return { items, total: Number(rows[0]?.['total'] ?? this.count(from, values)) };
  }

  /** It is gone from the list, and can be brought back until it is purged. */
  remove(id: string): void {
    this.database.run('UPDATE conversation SET deleted_at = ? WHERE id = ?', this.deps.clock.now(), id);
  }

  restore(id: string): void {
    this.database.run('UPDATE conversation SET deleted_at = NULL WHERE id = ?', id);
  }

  /** Deletes for good what was deleted so many milliseconds ago or earlier. */
  purge(olderThanMs: number): void {
    const before = this.deps.clock.now() - olderThanMs;
    this.database.transaction(() => {
      for (const row of this.database.all('SELECT key FROM conversation WHERE deleted_at <= ?', before)) {
        const key = Number(row['key']);
        this.index.remove(key);
        this.database.run('DELETE FROM conversation WHERE key = ?', key);
      }
      this.dropUnusedImages();
    });
  }

  /** A new conversation with all that leads to a turn, and the turn. */
  fork(fromTurnId: string, newId: string, now: number): void {
    this.database.transaction(() => {
      const row = this.database.get(
        'SELECT conversation.* FROM turn JOIN conversation ON conversation.key = conversation WHERE turn.id = ?',
        fromTurnId,
      );
      if (!row) throw new StoreProblem('failed', { cause: new UnknownId() });
      const { id, folder, title, titleBy, choice } = conversationOf(row);
      this.create({ id: newId, ...(folder ? { folder } : {}), title, titleBy, createdAt: now });
      const key = this.keyOf(newId);
      let parentId: string | undefined;
      for (const turn of pathTo(this.turns(id), fromTurnId)) {
        const copy = { ...turn, id: this.deps.newId(), parentId, answer: atRest(turn.answer) };
        this.insert(key, copy);
        parentId = copy.id;
      }
      this.update(newId, { ...(parentId === undefined ? {} : { leafId: parentId }), ...(choice ? { choice } : {}) });
    });
  }

  private insert(conversation: number, turn: Turn): void {
    const part = this.index.partFor(conversation);
    const { id, parentId = null, askedAt, prompt, images, answer } = turn;
    this.database.run(
      `INSERT INTO turn (id, conversation, parent_id, asked_at, part, prompt, answer, state, turn_rest, answer_rest)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      ...[id, conversation, parentId, askedAt, part, prompt],
      ...[answer.text, answer.state.type, turnRest(turn), answerRest(answer)],
    );
    for (const image of images) this.useImage(conversation, image.id);
    this.index.indexPart(conversation, part);
  }

  private useImage(conversation: number, imageId: string): void {
    this.database.run(
      'INSERT OR IGNORE INTO image_use (conversation, image) SELECT ?, id FROM image WHERE id = ?',
      ...[conversation, imageId],
    );
  }

  private dropUnusedImages(): void {
    this.database.run('DELETE FROM image WHERE id NOT IN (SELECT image FROM image_use)');
  }

  private count(from: string, values: readonly string[]): number {
    return Number(this.database.get(`SELECT count(*) AS total ${from}`, ...values)?.['total']);
  }

  private keyOf(id: string): number {
    const row = this.database.get('SELECT key FROM conversation WHERE id = ?', id);
    if (!row) throw new StoreProblem('failed', { cause: new UnknownId() });
    return Number(row['key']);
  }
}

const listOrder = 'conversation.is_pinned DESC, conversation.updated_at DESC, conversation.key DESC';

/** The conversation or turn was purged meanwhile. */
class UnknownId extends Error {
  override readonly name = 'UnknownId';
}
