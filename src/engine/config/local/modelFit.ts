import type { MemoryFit } from '../../model/memoryFit';
import type { OllamaModel } from './ollamaModels';

/** What a machine has to hold a model in, in bytes. */
export interface MemoryProfile {
  readonly totalBytes: number;
  /** Without what other programs hold, caches left aside. */
  readonly freeBytes: number;
  /** The graphics cards' own memory together; absent where there is none or it is not known. */
  readonly graphics?: { readonly totalBytes: number; readonly freeBytes: number };
  /** The processor and its graphics share one memory, as on Apple's chips. */
  readonly isUnified?: boolean;
}

/** Windows that are tried, in tokens, the largest first; no completion or chat is good with less than the last. */
const windows = [65_536, 32_768, 16_384, 8_192] as const;
const smallestWindowTokens = 8_192;
/** An estimate: bytes for the runtime itself and what it computes in, besides a share of the weights. */
const runtimeBytes = 400_000_000;
const runtimeShare = 0.05;
/** An estimate: bytes that the system needs to stay usable. */
const systemBytes = 2_500_000_000;

/** Bytes that a model takes with a window of so many tokens. */
export function neededBytes({ weightsBytes, cacheBytesPerToken }: OllamaModel, windowTokens: number): number {
  return weightsBytes * (1 + runtimeShare) + cacheBytesPerToken * windowTokens + runtimeBytes;
}

export function fitOf(model: OllamaModel, windowTokens: number, memory: MemoryProfile): MemoryFit {
  const needed = neededBytes(model, Math.min(windowTokens, model.windowTokens));
  const { totalBytes, freeBytes, graphics, isUnified } = memory;
  if (isUnified) {
    // macOS lets graphics have about three quarters (Metal's `recommendedMaxWorkingSetSize`), and counts as used what it
    // would give back.
    if (needed <= totalBytes * 0.6) return 'fits';
    return needed <= totalBytes * 0.75 ? 'tight' : 'too-large';
  }
  if (isOnGraphics(needed, memory)) return 'fits';
  const largest = Math.max(0, totalBytes - systemBytes);
  if (needed <= freeBytes * 0.8 && needed <= largest * 0.7) return 'fits';
  // The layers that the graphics card does not hold are computed by the processor.
  return needed <= (graphics?.totalBytes ?? 0) * graphicsShare + largest ? 'tight' : 'too-large';
}

/** Of a card's memory, the rest is for the screen and the driver. */
const graphicsShare = 0.95;

function isOnGraphics(needed: number, { graphics }: MemoryProfile): boolean {
  return graphics !== undefined && needed <= graphics.freeBytes * graphicsShare;
}

/** A model with the window it gets on a machine, in tokens. */
export interface FittedModel {
  readonly model: OllamaModel;
  readonly windowTokens: number;
  /** Undefined where nothing is known of the memory, as on another host. */
  readonly fit: MemoryFit | undefined;
  readonly isRecommended: boolean;
}

/** An estimate: bytes that a processor reads for each token, at most, to answer in a time one waits for. */
const mostReadBytes = 5_000_000_000;

/** All models, the recommended one first: the largest that fits, fills in the middle, and is fast enough. */
export function fittedModels(
  models: readonly OllamaModel[],
  memory: MemoryProfile | undefined,
): readonly FittedModel[] {
  const fitted = models.map((model) => {
    if (!memory) return { model, windowTokens: smallestWindowTokens * 2, fit: undefined };
    const able = windows.filter((tokens) => tokens <= model.windowTokens && fitOf(model, tokens, memory) === 'fits');
    // On the graphics card it is fast, with a smaller window too.
    const windowTokens = able.find((tokens) => isOnGraphics(neededBytes(model, tokens), memory)) ?? able[0];
    if (windowTokens !== undefined) return { model, windowTokens, fit: 'fits' as const };
    return { model, windowTokens: smallestWindowTokens, fit: fitOf(model, smallestWindowTokens, memory) };
  });
  const isFast = ({ model, windowTokens }: (typeof fitted)[number]): boolean => {
    if (!memory || memory.isUnified || isOnGraphics(neededBytes(model, windowTokens), memory)) return true;
    return model.weightsBytes * model.activeShare <= mostReadBytes;
  };
  const recommended = fitted.findLast((each) => each.fit === 'fits' && each.model.fillsIn && isFast(each));
  const marked = fitted.map((each) => ({ ...each, isRecommended: each === recommended }));
  return marked.sort((a, b) => Number(b.isRecommended) - Number(a.isRecommended));
}
