import * as z from 'zod/mini';
import type { ProviderType } from '../../../../src/engine/providers/registry/descriptors';

const base64 = z.string().check(z.regex(/^(?:[A-Za-z0-9+/]{4})+(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/));
const dataUrl = z.string().check(z.regex(/^data:image\/(?:png|jpeg|gif|webp);base64,[A-Za-z0-9+/]+=*$/));
const marked = { cache_control: z.optional(z.strictObject({ type: z.literal('ephemeral') })) };

/** https://platform.claude.com/docs/en/api/messages/create: a message of the user, or a text of the assistant's. */
const anthropicBlock = z.union([
  z.strictObject({ type: z.literal('text'), text: z.string().check(z.minLength(1)), ...marked }),
  z.strictObject({
    type: z.literal('image'),
    source: z.strictObject({
      type: z.literal('base64'),
      media_type: z.enum(['image/jpeg', 'image/png', 'image/gif', 'image/webp']),
      data: base64,
    }),
    ...marked,
  }),
]);
const anthropic = z.object({
  model: z.string(),
  max_tokens: z.number(),
  messages: z.array(z.strictObject({ role: z.enum(['user', 'assistant']), content: z.array(anthropicBlock) })),
});

/** https://developers.openai.com/api/reference/resources/responses/methods/create: a message of `input`. */
const responses = z.object({
  model: z.string(),
  input: z.array(
    z.union([
      z.strictObject({
        type: z.literal('message'),
        role: z.literal('user'),
        content: z.array(
          z.union([
            z.strictObject({ type: z.literal('input_text'), text: z.string() }),
            z.strictObject({
              type: z.literal('input_image'),
              detail: z.enum(['low', 'high', 'auto', 'original']),
              image_url: dataUrl,
            }),
          ]),
        ),
      }),
      z.strictObject({ type: z.literal('message'), role: z.literal('assistant'), content: z.string() }),
    ]),
  ),
});

/** https://developers.openai.com/api/reference/resources/chat/subresources/completions/methods/create */
const chatCompletions = z.object({
  model: z.string(),
  messages: z.array(
    z.union([
      z.strictObject({
        role: z.literal('user'),
        content: z.union([
          z.string(),
          z.array(
            z.union([
              z.strictObject({ type: z.literal('text'), text: z.string() }),
              z.strictObject({
                type: z.literal('image_url'),
                image_url: z.strictObject({ url: dataUrl, detail: z.optional(z.enum(['auto', 'low', 'high'])) }),
              }),
            ]),
          ),
        ]),
      }),
      z.strictObject({ role: z.enum(['assistant', 'system']), content: z.string() }),
    ]),
  ),
});

/** https://docs.ollama.com/api/chat: images in base64 beside the text, without a prefix. */
const ollama = z.object({
  model: z.string(),
  messages: z.array(
    z.strictObject({
      role: z.enum(['system', 'user', 'assistant']),
      content: z.string(),
      images: z.optional(z.array(base64)),
    }),
  ),
});

/** https://ai.google.dev/api/caching#Part */
const generateContent = z.object({
  contents: z.array(
    z.strictObject({
      role: z.enum(['user', 'model']),
      parts: z.array(
        z.union([
          z.strictObject({ text: z.string() }),
          z.strictObject({
            inlineData: z.strictObject({ mimeType: z.enum(['image/png', 'image/jpeg', 'image/webp']), data: base64 }),
          }),
        ]),
      ),
    }),
  ),
});

/** https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_ConverseStream.html */
const converseBlock = z.union([
  z.strictObject({ text: z.string().check(z.minLength(1)) }),
  z.strictObject({
    image: z.strictObject({
      format: z.enum(['png', 'jpeg', 'gif', 'webp']),
      source: z.strictObject({ bytes: base64 }),
    }),
  }),
  z.strictObject({ cachePoint: z.strictObject({ type: z.literal('default') }) }),
]);
const converse = z.strictObject({
  messages: z.array(z.strictObject({ role: z.enum(['user', 'assistant']), content: z.array(converseBlock) })),
  inferenceConfig: z.optional(z.strictObject({ maxTokens: z.optional(z.number()) })),
});

const bodies: Readonly<Record<ProviderType, z.ZodMiniType>> = {
  anthropic,
  openai: responses,
  google: generateContent,
  'azure-openai': responses,
  bedrock: converse,
  'google-vertex': generateContent,
  'anthropic-vertex': z.omit(anthropic, { model: true }),
  'openai-compatible': chatCompletions,
  ollama,
  local: chatCompletions,
};

/** What the vendor would find wrong with the body of a chat, by its reference; undefined where nothing is. */
export function wrongInBody(type: ProviderType, body: string): string | undefined {
  const read = z.safeParse(bodies[type], JSON.parse(body));
  return read.success ? undefined : z.prettifyError(read.error);
}
