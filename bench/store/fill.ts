import { SearchIndex } from '../../src/engine/chat/store/searchIndex';
import type { Database } from '../../src/engine/storage/database';
import { Texts } from './texts';

const day = 24 * 3_600_000;
/** Turns of a conversation in one part of the index, as the store would part them. */
const turnsOfPart = 20;

export interface Size {
  readonly conversations: number;
  /** Prompts and answers. */
  readonly messages: number;
}

/** The word that is in one message of a thousand conversations, and the one that is in three messages of all. */
export const planted = { some: 'zweitausend', rare: 'nadelimheuhaufen' };

/** Writes conversations as the store does, in transactions of a hundred: one by one they would take hours. */
export function fill(database: Database, { conversations, messages }: Size): void {
  const texts = new Texts();
  const index = new SearchIndex(database);
  const turns = Math.round(messages / conversations / 2);
  const start = Date.UTC(2026, 0, 1);
  const rest = JSON.stringify({ attachments: [], images: [] });
  const answerRest = JSON.stringify({
    state: { type: 'done', reason: 'stop' },
    thinking: '',
    writers: [{ providerId: 'claude', label: 'Claude', model: 'claude-x' }],
    switches: [],
  });
  for (let first = 0; first < conversations; first += 100) {
    database.transaction(() => {
      for (let number = first; number < Math.min(first + 100, conversations); number += 1) {
        const at = start + (number * 300 * day) / conversations;
        database.run(
          `INSERT INTO conversation (key, id, folder_key, folder_name, title, title_by, created_at, updated_at, leaf_id)
           VALUES (?, ?, ?, ?, ?, 'words', ?, ?, ?)`,
          ...[number + 1, `c${number}`, `f${number % 20}`, `Folder ${number % 20}`, texts.message(1).slice(0, 60)],
          ...[at, at, `t${number}-${turns - 1}`],
        );
        for (let turn = 0; turn < turns; turn += 1) {
          const isRare = turn === 7 && (number + 1) % Math.ceil(conversations / 3) === 0;
          const isSome = turn === 9 && number % 10 === 0;
          const answer = `${texts.message(number)}${isRare ? ` ${planted.rare}` : ''}${isSome ? ` ${planted.some}` : ''}`;
          database.run(
            `INSERT INTO turn (id, conversation, parent_id, asked_at, part, prompt, answer, state, turn_rest, answer_rest)
             VALUES (?, ?, ?, ?, ?, ?, ?, 'done', ?, ?)`,
            ...[`t${number}-${turn}`, number + 1, turn === 0 ? null : `t${number}-${turn - 1}`, at + turn],
            ...[1 + Math.floor(turn / turnsOfPart), texts.message(number), answer, rest, answerRest],
          );
        }
        index.indexTitle(number + 1, `Conversation ${number}`);
        for (let part = 1; part <= Math.ceil(turns / turnsOfPart); part += 1) index.indexPart(number + 1, part);
      }
    });
  }
}
