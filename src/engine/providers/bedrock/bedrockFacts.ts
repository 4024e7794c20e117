import { type ModelDefaults, unknownModel } from '../catalogue/models';

/** Prices of Claude hold with a global profile, not with one of a region: docs/bedrock.md has the source. */
export const bedrockModels: ModelDefaults = {
  unknown: unknownModel(4_096, { images: true }),
  sellsAtTablePrices: true,
};

export function regionalBaseUrl(region: string): string {
  return `https://bedrock-runtime.${region}.amazonaws.com`;
}
