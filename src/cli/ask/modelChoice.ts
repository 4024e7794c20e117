import * as l10n from '@vscode/l10n';
import type { ProviderManager } from '../../engine/failover';
import { type ModelChoice, shownAlternatives } from '../../engine/model';
import { usageProblem } from '../output/exitCodes';

/** Words for the order of the configuration. */
const auto: ReadonlySet<string> = new Set(['auto', 'everpair/auto']);

/**
 * The model that `--model` means: a provider's id, `<id>/<model>`, or the name of a model that the configuration has; undefined for the
 * order of the configuration. Throws `Ended` for others.
 */
export function modelChoice(
  name: string | undefined,
  manager: Pick<ProviderManager, 'status'>,
): ModelChoice | undefined {
  if (name === undefined || name === '' || auto.has(name)) return undefined;
  const routes = manager.status().providers.map(({ link }) => link.chat);
  const whole = routes.find(({ providerId }) => providerId === name) ?? routes.find(({ model }) => model === name);
  if (whole) return { providerId: whole.providerId, model: whole.model };
  const inside = routes.find(
    ({ providerId }) => name.startsWith(`${providerId}/`) && name.length > providerId.length + 1,
  );
  if (inside) return { providerId: inside.providerId, model: name.slice(inside.providerId.length + 1) };
  if (routes.length === 0) return undefined;
  throw usageProblem(
    l10n.t(
      'No provider has the model "{0}". There are {1}; another model of one is written as "{2}/MODEL".',
      name,
      shownAlternatives(routes.map(({ id }) => id)),
      routes[0]?.providerId ?? '',
    ),
  );
}
