import { createEngine, type EngineDeps } from '../../../src/engine/failover/createEngine';
import { defaultPolicy } from '../../../src/engine/failover/api/policy';
import type { ChainLink } from '../../../src/engine/failover/api/providerManager';
import { silentLog as log } from '../../../src/engine/model/log';
import type { Provider } from '../../../src/engine/model/provider/provider';
import { descriptorOf } from '../../../src/engine/providers/registry/descriptors';
import { serverTraitsOf } from '../../../src/engine/providers/registry/routes';
import { type Route, routeId } from '../../../src/engine/model/route/route';
import { type Remote, remoteFacts } from '../world/remote';
import type { SimulatedProvider } from '../provider/simulatedProvider';
import type { Strategy } from './strategy';

export const everpair: Strategy = {
  id: 'everpair',
  title: 'Everpair',
  rules: 'The engine of src/engine/failover itself, wired as the extension wires it, with its default policy.',
  start: startWith(undefined),
};

/** For what the second try in place is worth. */
export const everpairAtOnceElsewhere: Strategy = {
  id: 'everpair-at-once-elsewhere',
  title: 'Everpair, never in place',
  rules: 'The same engine, but with every failure the next provider is asked at once.',
  start: startWith(() => undefined),
};

function startWith(inPlaceDelayMs: EngineDeps['inPlaceDelayMs']): Strategy['start'] {
  return ({ clock, random, providers, onTakenOut }) => {
    const { manager, health } = createEngine({
      clock,
      random,
      inPlaceDelayMs,
      log,
      consent: { decided: () => true, ask: () => Promise.resolve(true) },
      policy: () => defaultPolicy,
    });
    let models = '';
    const settings = (): void => {
      const now = providers.map(({ model }) => model).join();
      if (now === models) return;
      models = now;
      manager.setChain(providers.map(linkTo));
    };
    settings();
    const down = new Set<SimulatedProvider>();
    health.onDidChange((route) => {
      const provider = providers.find(({ id }) => id === route?.providerId);
      if (!route || !provider) return;
      const { state, cause } = health.view(route);
      if (state !== 'down') down.delete(provider);
      else if (cause === 'circuit' && !down.has(provider)) {
        down.add(provider);
        onTakenOut(provider);
      }
    });
    return async (request, signal) => {
      settings();
      let text = '';
      for await (const event of manager.chat(request, { signal })) {
        if (event.type === 'text') text += event.text;
        else if (event.type === 'retract') text = text.slice(0, event.length);
        else if (event.type === 'done')
          return { text, saysWhole: true, by: providers.find(({ id }) => id === event.route.providerId)?.id };
      }
      return { text, saysWhole: false };
    };
  };
}

/** Routes as the catalogue makes them, of models that answer without thinking first. */
export function linkTo(provider: Provider & Pick<SimulatedProvider, 'id' | 'model'>): ChainLink {
  const { id, type, model } = provider;
  const place =
    id === 'ollama'
      ? ({ endpoint: 'http://127.0.0.1:11434', vendor: 'ollama', trust: 'local' } as const)
      : ({ ...remotePlace(id), trust: 'cloud' } as const);
  const route: Route = {
    id: routeId(id, model),
    providerId: id,
    type,
    model,
    label: id,
    ...place,
    server: serverTraitsOf(descriptorOf(type), place.trust, model),
    traits: {
      contextWindow: 200_000,
      maxOutputTokens: 8_000,
      tools: true,
      images: true,
      prefill: id === 'ollama',
      reasoning: false,
    },
  };
  return { provider, label: id, chat: route, completion: route, routeFor: () => route };
}

function remotePlace(remote: Remote): Pick<Route, 'endpoint' | 'vendor'> {
  const { host, vendor } = remoteFacts[remote];
  return { endpoint: `https://api.${host}.com`, vendor };
}
