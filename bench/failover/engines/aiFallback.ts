import { createFallback } from 'ai-fallback';
import { streamText } from 'ai';
import { modelAt, silent, told } from './aiSdk';
import type { Engine } from './engine';

/** As its documentation shows it. */
export const aiFallback: Engine = {
  id: 'ai-fallback',
  title: 'ai-fallback',
  settings: 'defaults (retryAfterOutput true)',
  open: (hosts) => {
    const model = createFallback({ models: hosts.map(modelAt) });
    return (prompt, abortSignal) => told(streamText({ model, prompt, abortSignal, onError: silent }).stream);
  },
};

export const aiFallbackBeforeOutput: Engine = {
  id: 'ai-fallback-before-output',
  title: 'ai-fallback, before output',
  settings: 'retryAfterOutput false',
  open: (hosts) => {
    const model = createFallback({ models: hosts.map(modelAt), retryAfterOutput: false });
    return (prompt, abortSignal) => told(streamText({ model, prompt, abortSignal, onError: silent }).stream);
  },
};
