import * as z from 'zod/mini';
import { releasedAgain } from '../privacy/answer';
import { afterReload, type Conversation, type Turn } from './conversation';
import { problemActions } from './problem';

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
  ]);

  const answer = z.object({
    state: z._default(z.catch(answerState, { type: 'interrupted' }), { type: 'interrupted' }),
    text,
    thinking: text,
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

  const attachment = z.object({
    kind: z.enum(['file', 'selection']),
    path: z.string(),
    languageId: z.string(),
    lines: z.object({ first: count, last: count, total: count, cut: z.boolean() }),
    text: z.pipe(
      z.string(),
      z.transform((kept) => releasedAgain(kept)),
    ),
    masked: z.catch(z.optional(z.array(z.string())), undefined),
  });

  return z.object({ id: z.string(), prompt: text, attachments: listOf(attachment), answer });
});

const document = z.lazy(() =>
  z.object({
    version: z.literal(version),
    conversation: z.object({ turns: z.array(z.unknown()), draft: z._default(z.catch(z.string(), ''), '') }),
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
  /** Turns that could not be read. */
  readonly lost: number;
}

export function toArchive(conversation: Conversation): string {
  return JSON.stringify({ version, conversation });
}

/** Turn by turn; undefined when the text is not a conversation of a version that is known. */
export function fromArchive(text: string): Restored | undefined {
  const parsed = z.safeParse(document, jsonOf(text));
  if (!parsed.success) return undefined;
  const { turns, draft } = parsed.data.conversation;
  const readable = turns.flatMap(turnOf);
  return { conversation: afterReload({ turns: readable, draft }), lost: turns.length - readable.length };
}

function turnOf(value: unknown): readonly Turn[] {
  const parsed = z.safeParse(archivedTurn, value);
  if (!parsed.success) return [];
  const { prompt, answer } = parsed.data;
  return prompt === '' && answer.text === '' ? [] : [parsed.data];
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
