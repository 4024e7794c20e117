import * as z from 'zod/mini';
import { imageMediaTypes } from '../../model/request/message';
import { afterReload } from '../conversation/conversation';
import { jsonOf, readTurn } from '../store/turnSchema';
import type { ExchangedConversation } from './exchangedConversation';

const format = 'everpair-conversation';
const version = 1;

/** Built when first used: activation does not wait for it. */
const document = z.lazy(() =>
  z.object({
    format: z.literal(format),
    version: z.literal(version),
    title: z.string(),
    createdAt: z.number().check(z.nonnegative()),
    turns: z.array(z.unknown()),
    leafId: z.catch(z.optional(z.string()), undefined),
    images: z.record(z.string(), z.unknown()),
  }),
);

const exchangedImage = z.lazy(() => z.object({ mediaType: z.enum(imageMediaTypes), data: z.base64() }));

/** All of a conversation, with its branches and images. */
export function conversationToJson({ images, ...conversation }: ExchangedConversation): string {
  const encoded = [...images].map(([id, { mediaType, bytes }]) => [
    id,
    { mediaType, data: Buffer.from(bytes).toString('base64') },
  ]);
  return `${JSON.stringify({ format, version, ...conversation, images: Object.fromEntries(encoded) as object }, null, 2)}\n`;
}

/** Undefined where the text is no conversation of a version that is known. A turn or an image that cannot be read is left out. */
export function conversationFromJson(text: string): ExchangedConversation | undefined {
  const parsed = z.safeParse(document, jsonOf(text));
  if (!parsed.success) return undefined;
  const { title, createdAt, leafId, images } = parsed.data;
  const { turns } = afterReload({ turns: parsed.data.turns.flatMap((turn) => readTurn(turn) ?? []), draft: '' });
  return {
    title,
    createdAt,
    turns,
    ...(leafId === undefined ? {} : { leafId }),
    images: new Map(
      Object.entries(images).flatMap(([id, image]) => {
        const read = z.safeParse(exchangedImage, image);
        if (!read.success) return [];
        const { mediaType, data } = read.data;
        return [[id, { mediaType, bytes: new Uint8Array(Buffer.from(data, 'base64')) }] as const];
      }),
    ),
  };
}
