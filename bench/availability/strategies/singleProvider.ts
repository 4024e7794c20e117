import { sleep } from '../../../src/engine/model/async/clock';
import { exchange } from './exchange';
import type { Strategy } from './strategy';

const maxRetries = 2;

export const singleProvider: Strategy = {
  id: 'single',
  title: 'one provider, its SDK',
  rules:
    'Only the first provider of the chain, with the vendor SDKs’ rules: a refused request (connection, 408, 409, 429, 5xx) is ' +
    `sent again up to ${maxRetries} times, after retry-after up to 60 s or after 0.5 s doubling, less up to a quarter. Nothing is ` +
    'sent again once the status line has come; a closed socket ends the answer.',
  start: ({ clock, random, providers: [provider] }) => {
    if (!provider) throw new Error('The chain is empty.');
    return async (request, signal) => {
      for (let retry = 0; ; retry += 1) {
        const { text, end, failure } = await exchange(provider, request, signal);
        if (end !== 'refused' || retry === maxRetries) return { text, saysWhole: end === 'whole', by: provider.id };
        const backOff = 500 * 2 ** retry * (1 - random() / 4);
        await sleep(clock, failure?.retryAfterMs ?? backOff, signal);
      }
    };
  },
};
