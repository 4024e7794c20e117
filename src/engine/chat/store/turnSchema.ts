import * as z from 'zod/mini';
import { releasedAgain } from '../../privacy/release';
import { imageMediaTypes } from '../../model/request/message';
import { attachmentKinds, mentionKinds } from '../conversation/attachment';
import { problemActions } from '../../failover/api/problem';
import type { Turn } from '../conversation/turn';

/** Every element that can be read; one that cannot takes nothing else with it. */
export function listOf<T extends z.ZodMiniType>(element: T) {
  const read = (value: unknown): z.output<T>[] =>
    (Array.isArray(value) ? (value as readonly unknown[]) : []).flatMap((each) => {
      const parsed = z.safeParse(element, each);
      return parsed.success ? [parsed.data] : [];
    });
  return z._default(z.pipe(z.unknown(), z.transform(read)), []);
}

export const storedAttachment = z.lazy(() => {
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

export const modelChoice = z.lazy(() => z.object({ providerId: z.string(), model: z.string() }));

export const attachedImage = z.lazy(() => {
  const count = z.int().check(z.nonnegative());
  return z.object({
    id: z.string(),
    name: z._default(z.catch(z.string(), ''), ''),
    mediaType: z.enum(imageMediaTypes),
    width: count,
    height: count,
    bytes: count,
    // It becomes the source of a picture on the page; a file that was imported may hold any address.
    thumbnail: z._default(z.catch(z.string().check(z.startsWith('data:')), ''), ''),
  });
});

export const draftMention = z.lazy(() => z.object({ id: z.string(), kind: z.enum(mentionKinds), label: z.string() }));

/** Built when first used: activation does not wait for it. Only what a turn cannot do without makes it unreadable. */
const storedTurn = z.lazy(() => {
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

  const effort = z.catch(
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
  );

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
    notSent: z.catch(z.optional(z.object({ to: writer, turns: count, images: count })), undefined),
    effort,
    summary: z.catch(
      z.optional(z.object({ text: z.string(), turns: count, writer: z.catch(z.optional(writer), undefined), effort })),
      undefined,
    ),
  });

  return z.object({
    id: z.string(),
    parentId: z.catch(z.optional(z.string()), undefined),
    askedAt: z._default(z.catch(count, 0), 0),
    prompt: text,
    attachments: listOf(storedAttachment),
    images: listOf(attachedImage),
    chosen: z.catch(z.optional(modelChoice), undefined),
    answer,
  });
});

/** What is known of a turn, from JSON; undefined where it has neither an id nor a text. Never throws. */
export function readTurn(value: unknown): Turn | undefined {
  const parsed = z.safeParse(storedTurn, value);
  if (!parsed.success) return undefined;
  const { prompt, answer } = parsed.data;
  return prompt === '' && answer.text === '' ? undefined : parsed.data;
}

/** Undefined where it is no text that holds JSON. */
export function jsonOf(text: unknown): unknown {
  try {
    return typeof text === 'string' ? JSON.parse(text) : undefined;
  } catch {
    return undefined;
  }
}
