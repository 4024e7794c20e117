import { createFallback } from 'ai-fallback';
import { askWith, lacksNewer, modelAt } from './aiSdk';
import { firstContentMs, silenceMs } from './deadlines';
import type { Engine } from './engine';

/** As its documentation shows it. */
export const aiFallback: Engine = {
  id: 'ai-fallback',
  title: 'ai-fallback',
  settings: 'defaults (retryAfterOutput true)',
  lacks: lacksNewer,
  open: (hosts) => askWith({ model: createFallback({ models: hosts.map(modelAt) }) }),
};

/** Every setting it has turned towards falling back, and the AI SDK's own time-outs with it. */
export const aiFallbackTuned: Engine = {
  id: 'ai-fallback-tuned',
  title: 'ai-fallback, tuned',
  settings: `retryAfterOutput true, shouldRetryThisError always, AI SDK timeout firstChunkMs ${firstContentMs} and chunkMs ${silenceMs}`,
  lacks: lacksNewer,
  open: (hosts) => {
    const models = hosts.map(modelAt);
    return askWith({
      model: createFallback({ models, retryAfterOutput: true, shouldRetryThisError: () => true }),
      timeout: { firstChunkMs: firstContentMs, chunkMs: silenceMs },
    });
  },
};
