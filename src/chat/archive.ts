import * as z from 'zod/mini';
import { releasedAgain } from '../privacy/answer';
import { afterReload, type Conversation } from './conversation';
import { problemActions } from './problem';

const version = 1;

/** Built when first used: activation does not wait for it. */
const archived = z.lazy(() => {
  const writer = z.object({ providerId: z.string(), label: z.string(), model: z.string() });
  const count = z.int().check(z.nonnegative());

  const problem = z.object({
    title: z.string(),
    reasons: z.array(z.string()),
    advice: z.string(),
    actions: z.array(z.enum(problemActions)),
    retryAt: z.optional(z.number()),
  });

  const answerState = z.discriminatedUnion('type', [
    z.object({ type: z.literal('asking'), writer: z.optional(writer) }),
    z.object({ type: z.literal('writing') }),
    z.object({ type: z.literal('done'), reason: z.enum(['stop', 'length', 'tool-calls']) }),
    z.object({ type: z.literal('stopped') }),
    z.object({ type: z.literal('interrupted') }),
    z.object({ type: z.literal('failed'), problem }),
  ]);

  const answer = z.object({
    state: answerState,
    text: z.string(),
    thinking: z.string(),
    writers: z.array(writer),
    switches: z.array(
      z.object({
        at: count,
        from: writer,
        to: writer,
        mode: z.enum(['before-text', 'continued', 'restarted']),
        why: z.string(),
      }),
    ),
    effort: z.optional(
      z.object({
        attempts: count,
        inputTokens: z.optional(z.number()),
        outputTokens: z.optional(z.number()),
        cost: z.optional(z.number()),
        isCostPartial: z._default(z.boolean(), false),
        tries: z._default(z.array(z.string()), []),
      }),
    ),
  });

  const attachment = z.object({
    kind: z.enum(['file', 'selection']),
    path: z.string(),
    languageId: z.string(),
    lines: z.object({ first: count, last: count, total: count, cut: z.boolean() }),
    text: z.pipe(
      z.string(),
      z.transform((text) => releasedAgain(text)),
    ),
    masked: z.optional(z.array(z.string())),
  });

  const turn = z.object({ id: z.string(), prompt: z.string(), attachments: z.array(attachment), answer });

  return z.object({
    version: z.literal(version),
    conversation: z.object({ turns: z.array(turn), draft: z.string() }),
  });
});

/** Where the conversation is kept between windows. Both reject when the store cannot be used. */
export interface ConversationArchive {
  /** Undefined when nothing was kept. */
  read(): Promise<string | undefined>;
  write(text: string): Promise<void>;
  /** Puts what cannot be read out of the way without deleting it. */
  setAside(): Promise<void>;
}

export function toArchive(conversation: Conversation): string {
  return JSON.stringify({ version, conversation });
}

/** Undefined when the text is not a conversation of a version that is known. */
export function fromArchive(text: string): Conversation | undefined {
  const parsed = archived.safeParse(jsonOf(text));
  return parsed.success ? afterReload(parsed.data.conversation) : undefined;
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
