import { type ModelDefaults, unknownModel } from '../catalogue/models';

export const anthropicModels: ModelDefaults = {
  unknown: unknownModel(8_192, { images: true }),
  sellsAtTablePrices: true,
};
