import { fillTemplate } from '../../../../src/engine/completion';
import { createEngine, type Engine } from '../../../../src/engine/failover/createEngine';
import { defaultPolicy } from '../../../../src/engine/failover/api/policy';
import { systemClock } from '../../../../src/engine/model/async/clock';
import type { Log } from '../../../../src/engine/model/log';
import type { ProviderConfig } from '../../../../src/engine/model/provider/providerConfig';
import { createProvider } from '../../../../src/engine/providers/registry/createProvider';
import { routesOf } from '../../../../src/engine/providers/registry/routes';
import { type Endpoint, startEndpoint } from '../../../../src/engine/server/endpoint';
import { pacedClock } from '../../support/pacedClock';

export const token = 'ep-test-token';

export interface TestEndpoint extends Endpoint {
  readonly engine: Engine;
  /** What was logged, one line each. */
  readonly log: string[];
}

/** An endpoint before a chain of OpenAI-compatible hosts, named `first` and so on. It waits `times()` as fast as usual. */
export async function endpointBefore(urls: readonly string[], times?: () => number): Promise<TestEndpoint> {
  const paced = times && pacedClock(times);
  const clock = paced ?? systemClock;
  const lines: string[] = [];
  const write = (line: string): void => void lines.push(line);
  const log: Log = { debug: write, info: write, warn: write, error: write };
  const engine = createEngine({
    clock,
    random: () => 0.5,
    log,
    consent: { decided: () => true, ask: () => Promise.resolve(true) },
    policy: () => defaultPolicy,
  });
  engine.manager.setChain(
    urls.map((url, index) => {
      const config: ProviderConfig = {
        id: ['first', 'second', 'third'][index] ?? `n${index}`,
        type: 'openai-compatible',
        model: `model-${index + 1}`,
        baseUrl: `${url}/v1`,
        label: `Host ${index + 1}`,
        headers: {},
        enabled: true,
      };
      const provider = createProvider(config, { apiKey: () => Promise.resolve('k'), fetch, clock, environment: {} });
      return { provider, label: config.label, ...routesOf(config) };
    }),
  );
  const endpoint = await startEndpoint({ manager: engine.manager, token, log, port: 0, fillTemplate });
  return Object.assign(
    {},
    endpoint,
    { engine, log: lines },
    {
      close: async () => {
        await endpoint.close();
        engine.dispose();
        paced?.stop();
      },
    },
  );
}
