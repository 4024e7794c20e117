import type { ImageLimits } from '../../model/image';

const everyType = ['image/png', 'image/jpeg', 'image/gif', 'image/webp'] as const;
const mebibyte = 1024 * 1024;

/** https://platform.claude.com/docs/en/build-with-claude/vision: the bounds that hold for every model. */
export const anthropicImages: ImageLimits = {
  mediaTypes: everyType,
  maxBase64Chars: 5 * mebibyte,
  maxSidePixels: 8_000,
  maxCount: 100,
};

/** https://developers.openai.com/api/docs/guides/images-vision: 50 MB and 500 images in a request, no animated GIFs. */
export const openAiImages: ImageLimits = { mediaTypes: everyType, maxBase64Chars: 50_000_000, maxCount: 500 };

/** `decodeImageURL` in openai/openai.go of ollama/ollama. */
export const ollamaImages: ImageLimits = { mediaTypes: ['image/png', 'image/jpeg', 'image/webp'] };

/** Undefined where nothing is known of the host. */
export function imageLimitsAt({ hostname }: URL): ImageLimits | undefined {
  return hosts.find(({ domain }) => hostname === domain || hostname.endsWith(`.${domain}`))?.limits;
}

const hosts: readonly { readonly domain: string; readonly limits: ImageLimits }[] = [
  { domain: 'openai.com', limits: openAiImages },
  { domain: 'anthropic.com', limits: anthropicImages },
  // https://console.groq.com/docs/vision
  { domain: 'groq.com', limits: { maxBase64Chars: 4 * mebibyte, maxCount: 5 } },
  // https://docs.mistral.ai/capabilities/vision
  { domain: 'mistral.ai', limits: { mediaTypes: everyType, maxBase64Chars: 10_000_000, maxCount: 8 } },
  // https://docs.x.ai/docs/guides/image-understanding
  { domain: 'x.ai', limits: { mediaTypes: ['image/png', 'image/jpeg'], maxBase64Chars: 20 * mebibyte } },
  // https://ai.google.dev/gemini-api/docs/image-understanding: 20 MB in a request.
  {
    domain: 'googleapis.com',
    limits: { mediaTypes: ['image/png', 'image/jpeg', 'image/webp'], maxBase64Chars: 20_000_000 },
  },
];
