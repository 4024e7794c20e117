import type { ImageTokenRule } from '../../model/image';

/**
 * How vendors count images, https://platform.claude.com/docs/en/build-with-claude/vision and
 * https://developers.openai.com/api/docs/guides/images-vision; compared on 30 November 2026 with what the APIs counted in
 * https://huggingface.co/datasets/JOHNISKING/image-token-cost.
 */
function claude(maxSidePixels: number, maxPatches: number): ImageTokenRule {
  return { kind: 'patches', patchPixels: 28, perPatch: 1, maxSidePixels, maxPatches };
}

function gpt(perPatch: number, maxPatches: number, maxSidePixels = 6_000): ImageTokenRule {
  return { kind: 'patches', patchPixels: 32, perPatch, maxSidePixels, maxPatches };
}

function tiles(base: number, perTile: number): ImageTokenRule {
  return { kind: 'tiles', base, perTile };
}

/** The first match counts. */
const rows: readonly (readonly [RegExp, ImageTokenRule])[] = [
  [/claude-(?:[\w]+-5|opus-4[.-][78])/, claude(2_576, 4_784)],
  [/claude/, claude(1_568, 1_568)],
  // Sent as they are: nothing was made smaller up to 12 megapixels.
  [/gpt-[6-9]/, gpt(1.2, 30_000)],
  [/gpt-5[.-][4-9]/, gpt(1.2, 10_000)],
  [/gpt-5[\w.-]*-nano/, gpt(2.46, 1_536)],
  [/gpt-5[\w.-]*-mini|gpt-4\.1-mini/, gpt(1.62, 1_536)],
  [/gpt-4\.1-nano/, gpt(2.46, 1_536)],
  [/o4-mini/, gpt(1.72, 1_536)],
  [/gpt-5/, tiles(70, 140)],
  [/gpt-4o-mini/, tiles(2_833, 5_667)],
  [/gpt-4/, tiles(85, 170)],
  [/\bo[13]\b/, tiles(75, 150)],
];

/** Undefined where it is not known. */
export function imageTokenRule(model: string): ImageTokenRule | undefined {
  const name = model.toLowerCase();
  return rows.find(([pattern]) => pattern.test(name))?.[1];
}
