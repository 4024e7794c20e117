import type { ModelChoice } from '../../model/route/route';
import type { AskedManager } from './exchange';

/** The name by which tools ask for whatever the chain gives. */
export const autoModel = 'everpair/auto';

/** The model that a tool's name for it means; undefined where the chain decides. */
export function choiceOf(model: string, manager: Pick<AskedManager, 'status'>): ModelChoice | undefined {
  for (const { link } of manager.status().providers) {
    const { id } = link.provider;
    if (model.startsWith(`${id}/`) && model.length > id.length + 1)
      return { providerId: id, model: model.slice(id.length + 1) };
  }
  return undefined;
}

export function isAuto(model: string): boolean {
  return model === autoModel || model === 'auto';
}
