import type { RouteHealth } from '../../../src/engine/failover/api/routeHealth';
import type { ManagerStatus, ProviderStatus } from '../../../src/engine/failover/api/providerManager';
import type { FailureKind } from '../../../src/engine/model/failure/failure';
import type { Trust } from '../../../src/engine/model/route/route';
import { failure, route } from '../engine/failover/fixtures';

export const now = 1_700_000_000_000;

const healthy: RouteHealth = { state: 'healthy', halfOpen: false };

export interface ProviderOptions {
  readonly state?: ProviderStatus['state'];
  readonly model?: string;
  readonly health?: Partial<RouteHealth>;
  readonly offReason?: string;
  readonly trust?: Trust;
}

/** A provider as the manager tells of it; its id is its label in lower case. */
export function provider(label: string, options: ProviderOptions = {}): ProviderStatus {
  const { state = 'healthy', model = `${label}-model`, health = {}, offReason, trust = 'cloud' } = options;
  const id = label.toLowerCase();
  const chat = route(id, { label, model, trust });
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
      routeFor: (name) => route(id, { label, model: name, trust }),
    },
    state,
    limits: [],
    chat: { ...healthy, ...(state === 'off' ? {} : { state }), ...health },
    completion: healthy,
    offReason,
  };
}

export function down(
  label: string,
  kind: FailureKind,
  health: Partial<RouteHealth> & { status?: number; trust?: Trust } = {},
) {
  const { status, trust, ...more } = health;
  return provider(label, { state: 'down', trust, health: { failure: failure(kind, 'model', { status }), ...more } });
}

export function statusOf(providers: readonly ProviderStatus[], changes: Partial<ManagerStatus> = {}): ManagerStatus {
  const next = providers.find(({ state }) => state === 'healthy' || state === 'degraded');
  return { providers, next, ready: next, offline: false, boundary: 'any', ...changes };
}

// eslint-disable-next-line require-yield -- nothing is asked here
async function* noEvents(): AsyncGenerator<never> {
  return;
}
