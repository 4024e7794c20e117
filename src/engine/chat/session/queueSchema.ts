import * as z from 'zod/mini';
import type { QueuedPrompt } from '../conversation/queue';
import { attachedImage, listOf, modelChoice, storedAttachment } from '../store/turnSchema';

const queue = z.lazy(() =>
  listOf(
    z.object({
      id: z.string(),
      prompt: z.string(),
      attachments: listOf(storedAttachment),
      images: listOf(attachedImage),
      chosen: z.catch(z.optional(modelChoice), undefined),
      afterId: z._default(z.catch(z.string(), ''), ''),
    }),
  ),
);

/** The prompts that can be read of a stored queue. Never throws. */
export function readQueue(stored: unknown): readonly QueuedPrompt[] {
  const parsed = z.safeParse(queue, stored);
  return parsed.success ? parsed.data : [];
}
