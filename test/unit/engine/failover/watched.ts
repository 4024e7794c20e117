import type { ChainLink } from '../../../../src/engine/failover/api/providerManager';
import type { Trust } from '../../../../src/engine/model/route/route';
import { counts, link, type ScriptedProvider, scripted } from './engine';

export interface Watched {
  readonly link: ChainLink;
  readonly provider: ScriptedProvider;
  /** Every way in which it was contacted. */
  readonly contacts: string[];
}

export function watched(trust: Trust, script = counts): Watched {
  const contacts: string[] = [];
  const provider = scripted(trust, (request, call) => {
    contacts.push('chat');
    return script(request, call);
  });
  const all: ScriptedProvider = Object.assign(provider, {
    listModels: () => {
      contacts.push('models');
      return Promise.resolve({ ok: true, models: [] } as const);
    },
    warmUp: () => {
      contacts.push('warm-up');
      return Promise.resolve(true);
    },
    unload: () => {
      contacts.push('unload');
      return Promise.resolve(true);
    },
  });
  return { link: link(all, { trust }), provider: all, contacts };
}
