import * as z from 'zod/mini';
import { maxPromptChars, viewCommands, type ViewMessage } from '../../engine/chat';

/** UTF-16 units of a code block at most; a longer one is no code that a person wants at the cursor. */
const maxCodeChars = 2_000_000;

const maxQueryChars = 1_000;
const maxTitleChars = 300;
const maxListItems = 500;
const maxDropped = 100;
/** Of base64: some 15 MB of image. */
const maxImageChars = 20_000_000;
const maxThumbnailChars = 100_000;

/** Built when first used: activation does not wait for it. */
const viewMessage: z.ZodMiniType<ViewMessage> = z.lazy(() => {
  const prompt = z.string().check(z.maxLength(maxPromptChars));
  const code = z.string().check(z.maxLength(maxCodeChars));
  const id = z.string().check(z.maxLength(100));
  const count = z.int().check(z.nonnegative());
  const contextId = z.string().check(z.maxLength(10_000));

  return z.discriminatedUnion('type', [
    z.object({ type: z.literal('ready') }),
    z.object({ type: z.literal('send'), prompt }),
    z.object({ type: z.literal('stop') }),
    z.object({ type: z.literal('new-chat') }),
    z.object({ type: z.literal('retry') }),
    z.object({ type: z.literal('continue') }),
    z.object({ type: z.literal('use-instead') }),
    z.object({ type: z.literal('draft'), draft: prompt }),
    z.object({ type: z.literal('edit'), turnId: id, prompt }),
    z.object({ type: z.literal('regenerate'), turnId: id, choose: z.boolean() }),
    z.object({ type: z.literal('show-branch'), turnId: id }),
    z.object({ type: z.literal('fork'), turnId: id }),
    z.object({ type: z.literal('edit-queued'), id, prompt }),
    z.object({ type: z.literal('remove-queued'), id }),
    z.object({ type: z.literal('send-queued'), id }),
    z.object({ type: z.literal('move-queued'), id, to: count }),
    z.object({ type: z.literal('drop-summary'), turnId: id }),
    z.object({ type: z.literal('stop-waiting'), turnId: id }),
    z.object({ type: z.literal('send-elsewhere'), turnId: id }),
    z.object({
      type: z.literal('list'),
      query: z.string().check(z.maxLength(maxQueryChars)),
      scope: z.enum(['folder', 'all']),
      offset: count,
      limit: count.check(z.maximum(maxListItems)),
    }),
    z.object({ type: z.literal('open-conversation'), id }),
    z.object({ type: z.literal('rename-conversation'), id, title: z.string().check(z.maxLength(maxTitleChars)) }),
    z.object({ type: z.literal('pin-conversation'), id, pinned: z.boolean() }),
    z.object({ type: z.literal('delete-conversation'), id }),
    z.object({ type: z.literal('restore-conversation'), id }),
    z.object({ type: z.literal('export-conversation'), id }),
    z.object({ type: z.literal('import-conversations') }),
    z.object({
      type: z.literal('mention'),
      query: z.string().check(z.maxLength(maxQueryChars)),
      within: z.optional(contextId),
    }),
    z.object({ type: z.literal('add-mention'), id: contextId }),
    z.object({ type: z.literal('find-commands'), query: z.string().check(z.maxLength(maxQueryChars)) }),
    z.object({ type: z.literal('open-command'), id: contextId }),
    z.object({ type: z.literal('drop'), uris: z.array(contextId).check(z.maxLength(maxDropped)) }),
    z.object({ type: z.literal('remove-context'), id: contextId }),
    z.object({ type: z.literal('add-context'), id: contextId }),
    z.object({ type: z.literal('preview-context'), id: contextId }),
    z.object({
      type: z.literal('add-image'),
      name: z.string().check(z.maxLength(maxQueryChars)),
      mediaType: z.string().check(z.maxLength(100)),
      data: z.string().check(z.maxLength(maxImageChars)),
      width: count,
      height: count,
      thumbnail: z.string().check(z.maxLength(maxThumbnailChars)),
    }),
    z.object({ type: z.literal('remove-image'), id }),
    z.object({ type: z.literal('pick-image') }),
    z.object({ type: z.literal('copy'), text: code }),
    z.object({ type: z.literal('insert'), text: code }),
    z.object({ type: z.literal('apply'), turnId: id, text: code, before: count }),
    z.object({ type: z.literal('apply-all'), turnId: id }),
    z.object({ type: z.literal('open-link'), href: z.string().check(z.maxLength(8_000)) }),
    z.object({ type: z.literal('run'), command: z.enum(viewCommands) }),
  ]);
});

/** What the browser side sent, checked; undefined when it is not of the protocol. */
export function parseViewMessage(raw: unknown): ViewMessage | undefined {
  const parsed = viewMessage.safeParse(raw);
  return parsed.success ? parsed.data : undefined;
}
