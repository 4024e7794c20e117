import * as z from 'zod/mini';
import { afterReload, type Conversation } from '../conversation/conversation';
import type { Turn } from '../conversation/turn';
import { jsonOf, readTurn, storedAttachment } from './turnSchema';

const version = 1;

/** The one conversation of a window, as versions without a database kept it. */
const document = z.lazy(() =>
  z.object({
    version: z.literal(version),
    conversation: z.object({
      turns: z.array(z.unknown()),
      leafId: z.catch(z.optional(z.string()), undefined),
      draft: z._default(z.unknown(), ''),
    }),
  }),
);

/** What could be read of a kept conversation. */
export interface Restored {
  readonly conversation: Conversation;
  /** Texts and turns that could not be read. */
  readonly lost: number;
}

/** Turn by turn; undefined when the text is not a conversation of a version that is known. */
export function fromArchive(text: string): Restored | undefined {
  const parsed = z.safeParse(document, jsonOf(text));
  if (!parsed.success) return undefined;
  const { turns, leafId, draft } = parsed.data.conversation;
  const read = turns.map((turn) => ({ turn: readTurn(turn), lost: lostIn(turn) }));
  const readable = read.flatMap(({ turn }) => turn ?? []);
  const lost = read.reduce((sum, each) => sum + (each.turn ? each.lost : 1), typeof draft === 'string' ? 0 : 1);
  const conversation = { ...linked(readable, leafId), draft: typeof draft === 'string' ? draft : '' };
  return { conversation: afterReload(conversation), lost };
}

/** Before there were branches each turn followed the one before it. What follows a turn that cannot be read takes its place. */
function linked(turns: readonly Turn[], leafId: string | undefined): Pick<Conversation, 'turns' | 'leafId'> {
  const ids = new Set(turns.map(({ id }) => id));
  const isTree = leafId !== undefined;
  const all = turns.map((turn, index) => {
    const isKnown = turn.parentId !== undefined && ids.has(turn.parentId);
    const isFirst = isTree && turn.parentId === undefined;
    return isKnown || isFirst ? turn : { ...turn, parentId: turns[index - 1]?.id };
  });
  return { turns: all, leafId: isTree && ids.has(leafId) ? leafId : all.at(-1)?.id };
}

/** Texts of a turn that are there and cannot be read; figures and notes about it are no loss to its reader. */
function lostIn(value: unknown): number {
  const turn = value as Readonly<Record<string, unknown>> | null;
  const answer = turn?.['answer'] as Readonly<Record<string, unknown>> | null | undefined;
  const wrongTexts = [turn?.['prompt'], answer?.['text'], answer?.['thinking']].filter(
    (text) => text !== undefined && typeof text !== 'string',
  );
  const attachments = turn?.['attachments'];
  if (!Array.isArray(attachments)) return wrongTexts.length + (attachments === undefined ? 0 : 1);
  const readable = attachments.filter((each) => z.safeParse(storedAttachment, each).success);
  return wrongTexts.length + attachments.length - readable.length;
}
