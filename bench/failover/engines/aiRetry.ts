import { experimental_retryableStreamText as retryableStreamText } from 'ai-retry/stream-text';
import { result, timeout } from 'ai-retry/stream-text/conditions';
import { lacksNewer, modelAt, promptOf, silent, told } from './aiSdk';
import { firstContentMs, silenceMs } from './deadlines';
import type { Engine, Told } from './engine';

/** Its call-level form, the only one that its documentation says can recover from a silence. */
export const aiRetry: Engine = {
  id: 'ai-retry',
  title: 'ai-retry',
  settings: `retryableStreamText with maxRetries 0, timeout firstChunkMs ${firstContentMs} and chunkMs ${silenceMs}; switches to B on a time-out, on a finish without content and on any error`,
  lacks: lacksNewer,
  open: (hosts) => {
    const [model, ...others] = hosts.map(modelAt);
    if (!model) throw new TypeError('A model is needed.');
    const deadline = { firstChunkMs: firstContentMs, chunkMs: silenceMs };
    const retry = others.flatMap((other) => [
      timeout().switch({ model: other, timeout: deadline }),
      result(() => true).switch({ model: other }),
      other,
    ]);
    return async function* (question, abortSignal): AsyncGenerator<Told> {
      const settings = { model, abortSignal, timeout: deadline, maxRetries: 0, retry, onError: silent };
      const { stream } = await retryableStreamText({ ...settings, ...promptOf(question) });
      yield* told(stream);
    };
  },
};
