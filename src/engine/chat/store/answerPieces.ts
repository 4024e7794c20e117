import type { Database } from '../../storage/database';
import type { Piece } from './turnRow';

/** What answers grew by since they were saved as a whole. All throw `StoreProblem` only. */
export class AnswerPieces {
  constructor(private readonly database: Database) {}

  /** False where there is no such turn. */
  add(turnId: string, { field, at, text, thinkingMs }: Piece): boolean {
    const added = this.database.run(
      'INSERT INTO piece (turn, field, at, text, thinking_ms) SELECT key, ?, ?, ?, ? FROM turn WHERE id = ?',
      ...[field, at, text, thinkingMs ?? null, turnId],
    );
    return added > 0;
  }

  /** The answer of the turn with this key was saved as a whole. */
  remove(turn: number): void {
    this.database.run('DELETE FROM piece WHERE turn = ?', turn);
  }

  /** Those of a conversation, by the keys of its turns, in the order in which they came. */
  of(conversation: number): ReadonlyMap<number, readonly Piece[]> {
    const rows = this.database.all(
      `SELECT piece.* FROM turn JOIN piece ON piece.turn = turn.key WHERE turn.conversation = ? ORDER BY piece.key`,
      conversation,
    );
    const pieces = new Map<number, Piece[]>();
    for (const row of rows) {
      const turn = Number(row['turn']);
      const ms = row['thinking_ms'];
      const piece: Piece = {
        field: row['field'] === 'thinking' ? 'thinking' : 'text',
        at: Number(row['at']),
        text: String(row['text']),
        ...(typeof ms === 'number' ? { thinkingMs: ms } : {}),
      };
      const known = pieces.get(turn);
      if (known) known.push(piece);
      else pieces.set(turn, [piece]);
    }
    return pieces;
  }
}
