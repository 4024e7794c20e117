import * as l10n from '@vscode/l10n';
import type { ListedModel, ManagerStatus, ProviderModels, ProviderStatus } from '../../../engine/failover';
import { type ModelChoice, priceInWords, shownNumber } from '../../../engine/model';
import { stateInWords } from '../../status/statusHover';

export type ModelRow =
  | { readonly kind: 'separator'; readonly label: string }
  | {
      readonly kind: 'model';
      readonly label: string;
      readonly description: string;
      readonly detail: string;
      readonly choice: ModelChoice | 'auto';
      /** The one in force. */
      readonly isCurrent: boolean;
    }
  /** It cannot be chosen. */
  | { readonly kind: 'note'; readonly label: string; readonly detail: string };

export interface ModelRowsInput {
  readonly status: ManagerStatus;
  /** By the id of the provider; those that have not answered yet are absent. */
  readonly lists: ReadonlyMap<string, ProviderModels>;
  /** Undefined: the order of the providers decides. */
  readonly current: ModelChoice | undefined;
  /** Milliseconds since the epoch. */
  readonly now: number;
}

/** The rows of the model picker: each provider with its models, in the order of the chain. Pure. */
export function modelRows({ status, lists, current, now }: ModelRowsInput): readonly ModelRow[] {
  return [
    autoRow(status, current),
    ...status.providers.flatMap((provider) => {
      const heading = `${provider.link.label}: ${stateInWords(provider, now, status.offline)}`;
      return [
        { kind: 'separator', label: heading } as const,
        ...providerRows(provider, lists.get(provider.link.provider.id), current),
      ];
    }),
  ];
}

function autoRow({ next, pinned }: ManagerStatus, current: ModelChoice | undefined): ModelRow {
  return {
    kind: 'model',
    label: marked(l10n.t('Auto'), current === undefined, '$(sync)'),
    description: pinned === undefined ? l10n.t('in the order of your providers') : l10n.t('the pinned provider'),
    detail: next ? l10n.t('Now: {0} ({1})', next.link.label, next.link.chat.model) : l10n.t('None can answer now'),
    choice: 'auto',
    isCurrent: current === undefined,
  };
}

function providerRows(
  provider: ProviderStatus,
  list: ProviderModels | undefined,
  current: ModelChoice | undefined,
): readonly ModelRow[] {
  const { link, state, offReason } = provider;
  if (state === 'off' && (list?.models.length ?? 1) <= 1) {
    return [{ kind: 'note', label: `$(circle-slash) ${l10n.t('Off')}`, detail: offReason ?? '' }];
  }
  const { chat } = link;
  const configured = {
    route: chat,
    contextWindow: provider.contextWindow,
    price: provider.price,
    isConfigured: true,
  };
  const models = list?.models ?? [configured];
  const rows = withCurrent(models, provider, current).map((model) => modelRow(model, current));
  if (list?.problem === undefined) return rows;
  return [...rows, { kind: 'note', label: `$(warning) ${l10n.t('Its models are not known')}`, detail: list.problem }];
}

/** A model that was chosen before is there, too, where the host does not list it any more. */
function withCurrent(
  models: readonly ListedModel[],
  { link }: ProviderStatus,
  current: ModelChoice | undefined,
): readonly ListedModel[] {
  const isMissing = current?.providerId === link.provider.id && !models.some(({ route }) => isOf(route, current));
  if (!isMissing) return models;
  const route = link.routeFor(current.model);
  return [...models, { route, price: route.settings?.price ?? route.traits.price, isConfigured: false }];
}

function modelRow(model: ListedModel, current: ModelChoice | undefined): ModelRow {
  const { providerId, model: id } = model.route;
  const isCurrent = current !== undefined && isOf(model.route, current);
  const names = [
    ...(model.label === undefined || model.label === id ? [] : [model.label]),
    ...(model.isConfigured ? [l10n.t('in your settings')] : []),
  ];
  return {
    kind: 'model',
    label: marked(id, isCurrent, '$(blank)'),
    description: names.join(', '),
    detail: detailOf(model).join(' · '),
    choice: { providerId, model: id },
    isCurrent,
  };
}

function isOf(route: ListedModel['route'], { providerId, model }: ModelChoice): boolean {
  return route.providerId === providerId && route.model === model;
}

function marked(label: string, isCurrent: boolean, otherwise: string): string {
  return `${isCurrent ? '$(check)' : otherwise} ${label}`;
}

function detailOf({ route, contextWindow, maxOutputTokens, images, tools, price }: ListedModel): readonly string[] {
  const { reasoning } = route.traits;
  return [
    contextWindow === undefined ? '' : l10n.t('{0} tokens', shownNumber(contextWindow)),
    maxOutputTokens === undefined ? '' : l10n.t('answers of {0} tokens', shownNumber(maxOutputTokens)),
    price ? priceInWords(price) : l10n.t('price not known'),
    images ? l10n.t('sees images') : '',
    tools === false ? l10n.t('no tools') : '',
    reasoning ? l10n.t('thinks first') : '',
  ].filter((part) => part !== '');
}
