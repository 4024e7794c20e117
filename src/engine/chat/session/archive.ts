import * as z from 'zod/mini';
import { releasedAgain } from '../../privacy/release';
import { afterReload, type Conversation } from '../conversation/conversation';
import type { Turn } from '../conversation/turn';
import { attachmentKinds } from '../conversation/attachment';
import { problemActions } from '../conversation/problem';

const version = 1;

/** Every element that can be read; one that cannot takes nothing else with it. */
function listOf<T extends z.ZodMiniType>(element: T) {
  const read = (value: unknown): z.output<T>[] =>
    (Array.isArray(value) ? (value as readonly unknown[]) : []).flatMap((each) => {
      const parsed = z.safeParse(element, each);
      return parsed.success ? [parsed.data] : [];
    });
  return z._default(z.pipe(z.unknown(), z.transform(read)), []);
}

const archivedAttachment = z.lazy(() => {
  const count = z.int().check(z.nonnegative());
  return z.object({
    kind: z.enum(attachmentKinds),
    path: z.string(),
    name: z.catch(z.optional(z.string()), undefined),
    languageId: z.string(),
    lines: z.object({ first: count, last: count, total: count, cut: z.boolean() }),
    text: z.pipe(
      z.string(),
      z.transform((kept) => releasedAgain(kept)),
    ),
    masked: z.catch(z.optional(z.array(z.string())), undefined),
    isCurrent: z.catch(z.optional(z.boolean()), undefined),
    of: z.catch(z.optional(z.string()), undefined),
  });
});

/** Built when first used: activation does not wait for it. Only what a turn cannot do without makes it unreadable. */
const archivedTurn = z.lazy(() => {
  const text = z._default(z.catch(z.string(), ''), '');
  const writer = z.object({ providerId: z.string(), label: z.string(), model: z.string() });
  const count = z.int().check(z.nonnegative());
  const figure = z.catch(z.optional(z.number().check(z.nonnegative())), undefined);

  const problem = z.object({
    title: z.string(),
    reasons: listOf(z.string()),
    advice: text,
    actions: listOf(z.enum(problemActions)),
    retryAt: figure,
  });

  const answerState = z.discriminatedUnion('type', [
    z.object({ type: z.literal('asking'), writer: z.catch(z.optional(writer), undefined) }),
    z.object({ type: z.literal('writing') }),
    z.object({
      type: z.literal('done'),
      reason: z._default(z.catch(z.enum(['stop', 'length', 'tool-calls']), 'stop'), 'stop'),
    }),
    z.object({ type: z.literal('stopped') }),
    z.object({ type: z.literal('interrupted') }),
    z.object({ type: z.literal('failed'), problem }),
    z.object({ type: z.literal('waiting'), for: z.string(), since: count, until: figure, problem }),
  ]);

  const answer = z.object({
    state: z._default(z.catch(answerState, { type: 'interrupted' }), { type: 'interrupted' }),
    text,
    thinking: text,
    thinkingMs: figure,
    writers: listOf(writer),
    switches: listOf(
      z.object({
        at: count,
        from: writer,
        to: writer,
        mode: z.enum(['before-text', 'continued', 'restarted']),
        why: text,
      }),
    ),
    effort: z.catch(
      z.optional(
        z.object({
          attempts: z._default(z.catch(count, 0), 0),
          inputTokens: figure,
          outputTokens: figure,
          cost: figure,
          isCostPartial: z._default(z.catch(z.boolean(), false), false),
          tries: listOf(z.string()),
        }),
      ),
      undefined,
    ),
  });

  const image = z.object({
    id: z.string(),
    name: text,
    mediaType: z.string(),
    width: count,
    height: count,
    bytes: count,
    thumbnail: text,
  });

  return z.object({
    id: z.string(),
    parentId: z.catch(z.optional(z.string()), undefined),
    askedAt: z._default(z.catch(count, 0), 0),
    prompt: text,
    attachments: listOf(archivedAttachment),
    images: listOf(image),
    chosen: z.catch(z.optional(z.object({ providerId: z.string(), model: z.string() })), undefined),
    answer,
  });
});

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

/** Where the conversation is kept between windows. All reject when the store cannot be used. */
export interface ConversationArchive {
  /** Undefined when nothing was kept. */
  read(): Promise<string | undefined>;
  write(text: string): Promise<void>;
  /** Whether another window has written since this one read or wrote. */
  changedElsewhere(): Promise<boolean>;
  /** Puts what cannot be read out of the way without deleting it; gives the name it has then. */
  setAside(): Promise<string>;
}

/** What could be read of a kept conversation. */
export interface Restored {
  readonly conversation: Conversation;
  /** Texts and turns that could not be read. */
  readonly lost: number;
}

export function toArchive(conversation: Conversation): string {
  return JSON.stringify({ version, conversation });
}

/** Turn by turn; undefined when the text is not a conversation of a version that is known. */
export function fromArchive(text: string): Restored | undefined {
  const parsed = z.safeParse(document, jsonOf(text));
  if (!parsed.success) return undefined;
  const { turns, leafId, draft } = parsed.data.conversation;
  const read = turns.map((turn) => ({ turn: turnOf(turn), lost: lostIn(turn) }));
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

function turnOf(value: unknown): Turn | undefined {
  const parsed = z.safeParse(archivedTurn, value);
  if (!parsed.success) return undefined;
  const { prompt, answer } = parsed.data;
  return prompt === '' && answer.text === '' ? undefined : parsed.data;
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
  const readable = attachments.filter((each) => z.safeParse(archivedAttachment, each).success);
  return wrongTexts.length + attachments.length - readable.length;
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
