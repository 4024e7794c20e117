import type { LocalModel, ModelWeights } from '../../engine/localModel';

/** Larger ones are too slow for completions without a graphics card. */
const mostBytes = 2_000_000_000;

/** The model to begin with: the largest that is quick and fits, else the smallest. Pure. */
export function recommended(
  models: readonly ModelWeights[],
  fitOf: (bytes: number) => ReturnType<LocalModel['fitOf']>,
): ModelWeights | undefined {
  const bySize = [...models].sort((a, b) => a.bytes - b.bytes);
  return bySize.findLast(({ bytes }) => bytes <= mostBytes && fitOf(bytes) === 'fits') ?? bySize[0];
}
