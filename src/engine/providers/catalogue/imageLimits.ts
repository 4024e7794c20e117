import type { ImageLimits } from '../../model/request/image';
import { imageMediaTypes } from '../../model/request/message';

/**
 * https://platform.claude.com/docs/en/build-with-claude/vision: the bounds that hold for every model. The API measures the 5 MB on
 * the base64, as its refusals say: "image exceeds 5 MB maximum: 5272940 bytes > 5242880 bytes".
 */
export const anthropicImages: ImageLimits = {
  mediaTypes: imageMediaTypes,
  maxBase64Chars: 5 * 1024 * 1024,
  maxSidePixels: 8_000,
  maxCount: 100,
};

/** https://developers.openai.com/api/docs/guides/images-vision */
export const openAiImages: ImageLimits = { mediaTypes: imageMediaTypes };

/** https://ai.google.dev/gemini-api/docs/image-understanding: GIF is not among its types. */
export const googleImages: ImageLimits = {
  mediaTypes: ['image/png', 'image/jpeg', 'image/webp'],
  maxCount: 3_600,
};

/** https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_Message.html: 3.75 MB each, which is so much in base64. */
export const bedrockImages: ImageLimits = {
  mediaTypes: imageMediaTypes,
  maxBase64Chars: 5 * 1024 * 1024,
  maxSidePixels: 8_000,
  maxCount: 20,
};

/** `decodeImageURL` in openai/openai.go of ollama/ollama. */
export const ollamaImages: ImageLimits = { mediaTypes: ['image/png', 'image/jpeg', 'image/webp'] };

/** Undefined where nothing is known of the host. */
export function imageLimitsAt({ hostname }: URL): ImageLimits | undefined {
  return hosts.find(({ domain }) => hostname === domain || hostname.endsWith(`.${domain}`))?.limits;
}

const hosts: readonly { readonly domain: string; readonly limits: ImageLimits }[] = [
  { domain: 'openai.com', limits: openAiImages },
  { domain: 'anthropic.com', limits: anthropicImages },
  // https://docs.x.ai/docs/guides/image-understanding
  { domain: 'x.ai', limits: { mediaTypes: ['image/png', 'image/jpeg'] } },
];
