import type { Failure } from '../model/failure';
import type { ModelInfo, ModelList } from '../model/provider';
import type { ProviderConfig } from '../model/providerConfig';
import type { StreamEvent } from '../model/stream';
import type { FaultContext } from './classify/verdict';
import { ObservedFetch } from './observedFetch';
import type { WireFault } from './wireFault';

/** What every provider is given. */
export interface ProviderDeps {
  /** Asked at each call, so that a key set a moment ago counts. */
  readonly apiKey: () => Promise<string | undefined>;
  readonly fetch: typeof globalThis.fetch;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}

type FailedEvent = Extract<StreamEvent, { type: 'failed' }>;

/** No request is made without a key where one is needed. */
export function missingKey(config: ProviderConfig): FailedEvent {
  const variable = config.apiKeyEnv === undefined ? '' : ` or the environment variable ${config.apiKeyEnv}`;
  return {
    type: 'failed',
    failure: {
      kind: 'auth',
      scope: 'credential',
      message: `There is no API key for ${config.label}. Set it with Everpair: Set API Key…${variable}.`,
    },
  };
}

// eslint-disable-next-line @typescript-eslint/require-await -- the contract is an async stream
export async function* noFim(config: ProviderConfig): AsyncGenerator<StreamEvent> {
  const message = `${config.label} cannot fill in the middle.`;
  yield { type: 'failed', failure: { kind: 'bad-request', scope: 'request', message } };
}

export interface ModelQuestion {
  readonly fetch: typeof globalThis.fetch;
  readonly now: () => number;
  readonly classify: (fault: WireFault, context: FaultContext) => Failure;
  readonly context: Omit<FaultContext, 'now' | 'aborted'>;
  readonly signal: AbortSignal;
}

/** Lists models; whatever goes wrong becomes a failure in the list's place. */
export async function askForModels(
  { fetch, now, classify, context, signal }: ModelQuestion,
  ask: (fetch: typeof globalThis.fetch) => Promise<readonly ModelInfo[]>,
): Promise<ModelList> {
  const observed = new ObservedFetch(fetch, {});
  try {
    return { ok: true, models: await ask(observed.fetch) };
  } catch (error) {
    const fault = observed.fault ?? { type: 'transport', error, headersSeen: observed.headersSeen, sawContent: false };
    return { ok: false, failure: classify(fault, { ...context, now: now(), aborted: signal.aborted }) };
  }
}
