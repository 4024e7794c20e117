import type { Row } from '../../storage/database';
import type { Answer, AnswerState } from '../conversation/answerState';
import type { Turn } from '../conversation/turn';
import { jsonOf, readTurn } from './turnSchema';

/** What an answer grew by: it stands from `at` on (UTF-16 units), and what stood there before is gone. */
export interface Piece {
  readonly field: 'text' | 'thinking';
  readonly at: number;
  readonly text: string;
  /** Of thoughts: milliseconds that they took by then. */
  readonly thinkingMs?: number;
}

/** A row of the table `turn`, with the pieces that came after its answer was saved. Undefined where it cannot be read. */
export function turnOf(row: Row, pieces: readonly Piece[]): Turn | undefined {
  const rest = recordOf(row['answer_rest']);
  const thinkingMs = pieces.findLast((piece) => piece.thinkingMs !== undefined)?.thinkingMs;
  return readTurn({
    ...recordOf(row['turn_rest']),
    id: row['id'],
    ...(row['parent_id'] === null ? {} : { parentId: row['parent_id'] }),
    askedAt: row['asked_at'],
    prompt: row['prompt'],
    answer: {
      ...rest,
      text: grown(String(row['answer']), pieces, 'text'),
      thinking: grown(textOf(rest['thinking']), pieces, 'thinking'),
      ...(thinkingMs === undefined ? {} : { thinkingMs }),
    },
  });
}

function grown(before: string, pieces: readonly Piece[], field: Piece['field']): string {
  return pieces.reduce((text, piece) => (piece.field === field ? text.slice(0, piece.at) + piece.text : text), before);
}

/** JSON of what of a turn has no column of its own. */
export function turnRest(turn: Turn): string {
  const inColumns = { id: undefined, parentId: undefined, askedAt: undefined, prompt: undefined, answer: undefined };
  return JSON.stringify({ ...turn, ...inColumns });
}

export function answerRest(answer: Answer): string {
  return JSON.stringify({ ...answer, text: undefined });
}

function recordOf(value: unknown): Readonly<Record<string, unknown>> {
  const read = jsonOf(value);
  return typeof read === 'object' && read !== null ? { ...read } : {};
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

/** A copy is not written to by whoever writes the original. */
export function atRest(answer: Answer): Answer {
  return restful.has(answer.state.type) ? answer : { ...answer, state: { type: 'interrupted' } };
}

const restful: ReadonlySet<AnswerState['type']> = new Set(['done', 'stopped', 'interrupted', 'failed']);
