import assert from 'node:assert/strict';
import { createEngine } from '../../../src/engine/failover/createEngine';
import type { AnswerEvent } from '../../../src/engine/failover/api/answer';
import { defaultPolicy } from '../../../src/engine/failover/api/policy';
import type { ChainLink, ProviderManager } from '../../../src/engine/failover/api/providerManager';
import { type Clock, systemClock } from '../../../src/engine/model/async/clock';
import { silentLog as log } from '../../../src/engine/model/log';
import { textMessage } from '../../../src/engine/model/request/message';
import type { ProviderConfig } from '../../../src/engine/model/provider/providerConfig';
import type { ChatRequest } from '../../../src/engine/model/request/request';
import { routesOf } from '../../../src/engine/providers/registry/routes';
import { createProvider } from '../../../src/engine/providers/registry/createProvider';
import { count, textShown } from '../../unit/engine/failover/engine';
import { lastNumber } from './countingModel';
import { atEndOfTest } from './ending';

/** The protocols that llama-server speaks, by the client that is used for them. */
export const protocols = ['chat-completions', 'responses', 'messages'] as const;
export type Protocol = (typeof protocols)[number];

const types = { 'chat-completions': 'openai-compatible', responses: 'openai', messages: 'anthropic' } as const;

/** A provider at a server's address. `model` decides what the catalogue knows of it; llama-server looks at no name. */
export function linkTo(id: string, url: string, protocol: Protocol, model = 'count'): ChainLink {
  const config: ProviderConfig = {
    id,
    type: types[protocol],
    model,
    baseUrl: protocol === 'messages' ? url : `${url}/v1`,
    label: id.toUpperCase(),
    headers: {},
    enabled: true,
  };
  const provider = createProvider(config, { apiKey: () => Promise.resolve('none'), fetch, clock: systemClock });
  return { provider, label: config.label, ...routesOf(config) };
}

/** A clock that runs `factor` times as fast as the machine's: a deadline of 15 s has passed after 15 s / `factor`. */
export function fastClock(factor: number): Clock {
  const start = Date.now();
  return {
    ...systemClock,
    now: () => start + (Date.now() - start) * factor,
    monotonicMs: () => systemClock.monotonicMs() * factor,
    setTimeout: (callback, ms) => systemClock.setTimeout(callback, ms / factor),
  };
}

/** The engine and the providers as the extension wires them, with its default policy and empty memories. */
export function managerOf(links: readonly ChainLink[], clock: Clock = systemClock): ProviderManager {
  const engine = createEngine({
    clock,
    random: () => 0.5,
    log,
    consent: { decided: () => true, ask: () => Promise.resolve(true) },
    policy: () => defaultPolicy,
  });
  engine.manager.setChain(links);
  atEndOfTest(() => engine.dispose());
  return engine.manager;
}

/** What is asked of the counting model, which counts whatever is said. */
export const please: ChatRequest = { messages: [textMessage('user', 'Count.')] };

export interface Listener {
  /** Called with the text that is shown so far. */
  readonly onText?: (shown: string) => void;
  readonly onSwitch?: () => void;
}

/** Every event of the answer to one request. */
export async function ask(
  manager: ProviderManager,
  request: ChatRequest = please,
  listener: Listener = {},
): Promise<AnswerEvent[]> {
  const events = manager.chat(request, { signal: new AbortController().signal });
  const heard: AnswerEvent[] = [];
  for await (const event of events) {
    heard.push(event);
    if (event.type === 'switched') listener.onSwitch?.();
    if (event.type === 'text') listener.onText?.(textShown(heard));
  }
  return heard;
}

/** The whole answer is there: every number once, in order, and nothing else. */
export function assertWhole(events: readonly AnswerEvent[]): void {
  // White space before an answer means nothing, and an answer that was begun again may be without it.
  assert.equal(textShown(events).trimStart(), count(1, lastNumber).trimStart());
  assert.equal(events.at(-1)?.type, 'done');
}

/** Each change of route, in one line: from, to, why and how. */
export function switches(events: readonly AnswerEvent[]): string[] {
  return events.flatMap((event) =>
    event.type === 'switched'
      ? `${event.from.providerId} -> ${event.to.providerId}: ${event.failure.kind}, ${event.mode}`
      : [],
  );
}
