import * as z from 'zod/mini';
import { maxPromptChars, viewCommands, type ViewMessage } from '../../engine/chat';

/** UTF-16 units of a code block at most; a longer one is no code that a person wants at the cursor. */
const maxCodeChars = 2_000_000;

/** Built when first used: activation does not wait for it. */
const viewMessage: z.ZodMiniType<ViewMessage> = z.lazy(() => {
  const prompt = z.string().check(z.maxLength(maxPromptChars));
  const code = z.string().check(z.maxLength(maxCodeChars));
  const contextId = z.string().check(z.maxLength(10_000));

  return z.discriminatedUnion('type', [
    z.object({ type: z.literal('ready') }),
    z.object({ type: z.literal('send'), prompt }),
    z.object({ type: z.literal('stop') }),
    z.object({ type: z.literal('new-chat') }),
    z.object({ type: z.literal('retry') }),
    z.object({ type: z.literal('continue') }),
    z.object({ type: z.literal('draft'), draft: prompt }),
    z.object({ type: z.literal('remove-context'), id: contextId }),
    z.object({ type: z.literal('add-context'), id: contextId }),
    z.object({ type: z.literal('copy'), text: code }),
    z.object({ type: z.literal('insert'), text: code }),
    z.object({ type: z.literal('open-link'), href: z.string().check(z.maxLength(8_000)) }),
    z.object({ type: z.literal('run'), command: z.enum(viewCommands) }),
  ]);
});

/** What the browser side sent, checked; undefined when it is not of the protocol. */
export function parseViewMessage(raw: unknown): ViewMessage | undefined {
  const parsed = viewMessage.safeParse(raw);
  return parsed.success ? parsed.data : undefined;
}
