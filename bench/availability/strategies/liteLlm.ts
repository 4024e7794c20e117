import type { Clock } from '../../../src/engine/model/async/clock';
import { exchange } from './exchange';
import type { Strategy } from './strategy';

const cooldownMs = 5_000;
const streamTimeoutMs = 10_000;

const rules =
  'LiteLLM’s router with each provider as the fallback of the one before, no retries within one: any failure before the ' +
  'first chunk moves on, nothing after it does; a provider rests for 5 s when more than half of at least two requests of the ' +
  'current minute failed; by a timer alone, without a probe; a closed socket ends the answer';

export const liteLlm: Strategy = {
  id: 'litellm',
  title: 'LiteLLM’s rules',
  rules: `${rules}; its timeout of ten minutes is longer than the user’s patience.`,
  start: start(undefined),
};

export const liteLlmWithTimeout: Strategy = {
  id: 'litellm-timeout',
  title: 'LiteLLM’s rules, stream_timeout',
  rules: `The same with stream_timeout ${streamTimeoutMs / 1_000} s: the first chunk is waited for no longer.`,
  start: start(streamTimeoutMs),
};

function start(timeout: number | undefined): Strategy['start'] {
  return ({ clock, providers, onTakenOut }) => {
    const cooldowns = new Map(providers.map((provider) => [provider, new Cooldown(clock, () => onTakenOut(provider))]));
    return async (request, signal) => {
      for (const provider of providers) {
        const cooldown = cooldowns.get(provider);
        if (cooldown?.rests === true) continue;
        const controller = new AbortController();
        const timer = timeout === undefined ? undefined : clock.setTimeout(() => controller.abort(), timeout);
        const either = timeout === undefined ? signal : AbortSignal.any([signal, controller.signal]);
        const { text, end } = await exchange(provider, request, either, () => clock.clearTimeout(timer));
        clock.clearTimeout(timer);
        if (signal.aborted) return { text, saysWhole: false };
        cooldown?.note(end === 'whole');
        if (end === 'whole' || text !== '') return { text, saysWhole: end === 'whole', by: provider.id };
      }
      return { text: '', saysWhole: false };
    };
  };
}

/** Of one provider. */
class Cooldown {
  private minute = 0;
  private requests = 0;
  private failures = 0;
  private until = -Infinity;

  constructor(
    private readonly clock: Clock,
    private readonly onStart: () => void,
  ) {}

  get rests(): boolean {
    return this.clock.now() < this.until;
  }

  note(isGood: boolean): void {
    const minute = Math.floor(this.clock.now() / 60_000);
    if (minute !== this.minute) [this.minute, this.requests, this.failures] = [minute, 0, 0];
    this.requests += 1;
    if (isGood) return;
    this.failures += 1;
    if (this.requests < 2 || this.failures / this.requests <= 0.5) return;
    this.until = this.clock.now() + cooldownMs;
    this.onStart();
  }
}
