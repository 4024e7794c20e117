import type { RouteHealth } from '../../../src/failover/health';
import type { ManagerStatus, ProviderStatus } from '../../../src/failover/providerManager';
import type { FailureKind } from '../../../src/model/failure';
import { failure, route } from '../failover/fixtures';

export const now = 1_700_000_000_000;

const healthy: RouteHealth = { state: 'healthy', halfOpen: false };

export interface ProviderOptions {
  readonly state?: ProviderStatus['state'];
  readonly model?: string;
  readonly health?: Partial<RouteHealth>;
  readonly offReason?: string;
}

/** A provider as the manager tells of it; its id is its label in lower case. */
export function provider(label: string, options: ProviderOptions = {}): ProviderStatus {
  const { state = 'healthy', model = `${label}-model`, health = {}, offReason } = options;
  const id = label.toLowerCase();
  const chat = route(id, { label, model });
  return {
    link: {
      provider: {
        id,
        type: 'anthropic',
        chat: () => noEvents(),
        fim: () => noEvents(),
        fimSupport: () => Promise.resolve('none'),
        listModels: () => Promise.resolve({ ok: true, models: [] }),
      },
      label,
      chat,
      completion: chat,
    },
    state,
    chat: { ...healthy, ...(state === 'off' ? {} : { state }), ...health },
    completion: healthy,
    offReason,
  };
}

export function down(label: string, kind: FailureKind, health: Partial<RouteHealth> & { status?: number } = {}) {
  const { status, ...more } = health;
  return provider(label, { state: 'down', health: { failure: failure(kind, 'model', { status }), ...more } });
}

export function statusOf(providers: readonly ProviderStatus[], changes: Partial<ManagerStatus> = {}): ManagerStatus {
  const next = providers.find(({ state }) => state === 'healthy' || state === 'degraded');
  return { providers, next, canServe: next !== undefined, offline: false, ...changes };
}

// eslint-disable-next-line require-yield -- nothing is asked here
async function* noEvents(): AsyncGenerator<never> {
  return;
}
