import { createEngine } from '../../../src/engine/failover/createEngine';
import { defaultPolicy } from '../../../src/engine/failover/api/policy';
import type { ChainLink, ProviderManager } from '../../../src/engine/failover/api/providerManager';
import { systemClock as clock } from '../../../src/engine/model/async/clock';
import { silentLog as log } from '../../../src/engine/model/log';
import { textMessage } from '../../../src/engine/model/request/message';
import type { ProviderConfig } from '../../../src/engine/model/provider/providerConfig';
import type { ProviderType } from '../../../src/engine/providers/registry/descriptors';
import { routesOf } from '../../../src/engine/providers/registry/routes';
import { createProvider } from '../../../src/engine/providers/registry/createProvider';
import type { Host } from '../backend/host';
import type { Protocol } from '../../../tools/wire/protocol';
import type { Question } from '../scenario/questions';
import { apiKey, type Engine, model, type Told, toolDescription, toolSchema } from './engine';

/** The engine and the providers as the extension wires them, with its default policy and empty memories. */
export const everpair: Engine = {
  id: 'everpair',
  title: 'Everpair',
  settings: 'default policy; jitter of the circuit breaker fixed at its middle',
  open: (hosts) => {
    const manager = createManager();
    manager.setChain(hosts.map(linkTo));
    return (question, signal) => ask(manager, question, signal);
  },
};

function createManager(): ProviderManager {
  return createEngine({
    clock,
    random: () => 0.5,
    log,
    consent: { decided: () => true, ask: () => Promise.resolve(true) },
    policy: () => defaultPolicy,
  }).manager;
}

const types: Readonly<Record<Protocol, ProviderType>> = {
  anthropic: 'anthropic',
  responses: 'openai',
  'chat-completions': 'openai-compatible',
  ollama: 'ollama',
  google: 'google',
  bedrock: 'bedrock',
};

function linkTo({ id, protocol, origin, fetch }: Host): ChainLink {
  const config: ProviderConfig = {
    id,
    type: types[protocol],
    model,
    baseUrl: protocol === 'responses' || protocol === 'chat-completions' ? `${origin}/v1` : origin,
    label: id.toUpperCase(),
    headers: {},
    enabled: true,
  };
  const provider = createProvider(config, { apiKey: () => Promise.resolve(apiKey), fetch, clock, environment: {} });
  return { provider, label: config.label, ...routesOf(config) };
}

async function* ask(
  manager: ProviderManager,
  { text, call }: Question,
  signal: AbortSignal,
): AsyncGenerator<Told, void, undefined> {
  const tools = call && [{ name: call.name, description: toolDescription, inputSchema: toolSchema }];
  for await (const event of manager.chat({ messages: [textMessage('user', text)], tools }, { signal })) {
    if (event.type === 'text' || event.type === 'retract') yield event;
    else if (event.type === 'tool-call') yield { type: 'call', name: event.name, input: event.input };
    else if (event.type === 'failed' || event.type === 'cancelled') throw new Error(event.type);
  }
}
