import { createFallback } from 'ai-fallback';
import { streamText } from 'ai';
import { modelAt, silent, told } from './aiSdk';
import { firstContentMs, silenceMs } from './deadlines';
import type { Engine } from './engine';

/** Every setting it has turned towards falling back, and the AI SDK's own time-outs with it. */
export const aiFallbackTuned: Engine = {
  id: 'ai-fallback-tuned',
  title: 'ai-fallback, tuned',
  settings: `retryAfterOutput true, shouldRetryThisError always, AI SDK timeout firstChunkMs ${firstContentMs} and chunkMs ${silenceMs}`,
  open: (hosts) => {
    const model = createFallback({
      models: hosts.map(modelAt),
      retryAfterOutput: true,
      shouldRetryThisError: () => true,
    });
    const timeout = { firstChunkMs: firstContentMs, chunkMs: silenceMs };
    return (prompt, abortSignal) => told(streamText({ model, prompt, abortSignal, timeout, onError: silent }).stream);
  },
};
