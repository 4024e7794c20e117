import type { Scenario } from './catalogue';
import { fillTemplate } from '../../src/engine/completion';
import { createEngine } from '../../src/engine/failover/createEngine';
import { defaultPolicy } from '../../src/engine/failover/api/policy';
import type { ChainLink } from '../../src/engine/failover/api/providerManager';
import { systemClock as clock } from '../../src/engine/model/async/clock';
import { type Log, silentLog } from '../../src/engine/model/log';
import { createProvider } from '../../src/engine/providers/registry/createProvider';
import { routesOf } from '../../src/engine/providers/registry/routes';
import { type Endpoint, loadEndpoint, newToken } from '../../src/engine/server';

export interface BenchEndpoint extends Pick<Endpoint, 'url' | 'close'> {
  readonly token: string;
}

export const fallbackId = 'fallback';

const printingLog: Log = { debug: console.error, info: console.error, warn: console.error, error: console.error };

/**
 * The endpoint with the default policy and empty memories. The wall of the bench is many hosts to it, one for the model of each
 * scenario and one for the fallback, as they would be in the world: what one of them has done is not held against the others.
 * `oneAddress`: it is one host with all of these models.
 */
export async function benchEndpoint(
  wallPort: number,
  scenarios: readonly Scenario[],
  fallback: string,
  { log: isLogged, oneAddress }: { readonly log: boolean; readonly oneAddress: boolean },
): Promise<BenchEndpoint> {
  const log = isLogged ? printingLog : silentLog;
  const token = newToken();
  const engine = createEngine({
    clock,
    random: Math.random,
    log,
    consent: { decided: () => true, ask: () => Promise.resolve(true) },
    policy: () => defaultPolicy,
  });
  const links = [{ id: fallbackId, model: fallback }, ...scenarios].map(({ id, model }) =>
    linkTo(id, model, oneAddress ? 'wall' : id.toLowerCase(), wallPort),
  );
  engine.manager.setChain(links);
  const endpoint = await loadEndpoint().startEndpoint({ manager: engine.manager, token, log, port: 0, fillTemplate });
  return {
    url: endpoint.url,
    token,
    close: async () => {
      await endpoint.close();
      engine.dispose();
    },
  };
}

function linkTo(id: string, model: string, host: string, wallPort: number): ChainLink {
  const baseUrl = `https://${host}.example/v1`;
  const atWall: typeof fetch = (input, init) => {
    const { pathname, search } = new URL(input instanceof Request ? input.url : input);
    return fetch(`http://127.0.0.1:${wallPort}${pathname}${search}`, init);
  };
  const config = { id, type: 'openai-compatible', model, baseUrl, label: id, headers: {}, enabled: true };
  const deps = { apiKey: () => Promise.resolve('bench'), fetch: atWall, clock, environment: {} };
  return { provider: createProvider(config, deps), label: id, ...routesOf(config) };
}
