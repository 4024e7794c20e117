import { sleep } from '../../../src/engine/model/async/clock';
import type { Failure } from '../../../src/engine/model/failure/failure';
import type { SimulatedProvider } from '../provider/simulatedProvider';
import { exchange, type Exchange } from './exchange';
import type { Answer, Strategy } from './strategy';

const resetIntervalMs = 180_000;
const maxRounds = 3;

export const aiFallback: Strategy = {
  id: 'ai-fallback',
  title: 'ai-fallback’s rules',
  rules:
    'ai-fallback 3.0.0 with its defaults, as its source reads, in the AI SDK with its own two retries (after retry-after, or 2 ' +
    'and 4 s): the next model after an error status or an error in the stream, not after a connection that fails; one index ' +
    'for all requests, which goes back to the first model when the last such return is three minutes old; after a reset in ' +
    'mid-answer the next model begins behind the text shown; a closed socket ends the answer; no clock.',
  start: ({ clock, providers, onTakenOut }) => {
    let index = 0;
    let resetAt = clock.now();
    const current = (): SimulatedProvider => {
      const provider = providers[index];
      if (!provider) throw new Error('The chain is empty.');
      return provider;
    };
    const moveOn = (): void => {
      onTakenOut(current());
      index = (index + 1) % providers.length;
    };

    return (request, signal) => {
      /** The models in turn until one accepts; the last refusal otherwise. */
      const open = async (): Promise<Exchange> => {
        if (clock.now() - resetAt >= resetIntervalMs && index !== 0) {
          index = 0;
          resetAt = clock.now();
        }
        const initial = index;
        for (;;) {
          const result = await exchange(current(), request, signal);
          if (result.end !== 'refused' || result.failure?.status === undefined) return result;
          moveOn();
          if (index === initial) return result;
        }
      };

      const stream = async (shown: string): Promise<Answer & { readonly refusal?: Failure }> => {
        const { by, text, end, failure } = await open();
        const all = shown + text;
        if (end === 'whole') return { text: all, saysWhole: all !== '', by };
        if (end === 'refused') return { text: all, saysWhole: false, refusal: failure };
        const isEvent = failure?.code === 'overloaded_error';
        // An error event after text is passed on as it is.
        if (end === 'given-up' || (isEvent && all !== '')) return { text: all, saysWhole: false };
        moveOn();
        return index === 0 ? { text: all, saysWhole: false } : stream(all);
      };

      const ask = async (round: number): Promise<Answer> => {
        const answer = await stream('');
        if (answer.refusal === undefined || answer.text !== '' || round === maxRounds) return answer;
        await sleep(clock, answer.refusal.retryAfterMs ?? 1_000 * 2 ** round, signal);
        return ask(round + 1);
      };
      return ask(1);
    };
  },
};
