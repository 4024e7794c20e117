import * as l10n from '@vscode/l10n';
import type { LanguageModelChatInformation } from 'vscode';
import type { ManagerStatus, ProviderStatus } from '../../../engine/failover';
import type { ModelChoice } from '../../../engine/model';

/** Id of the model that stands for the user's whole chain. */
const autoModelId = 'auto';

/** A model as VS Code's picker and other extensions see it. */
export interface OfferedModel extends LanguageModelChatInformation {
  /** The model that is asked first; absent where the order of the chain decides. */
  readonly choice?: ModelChoice;
}

/** Of a model whose window is not known: few that write code have a smaller one. */
const usualWindowTokens = 128_000;
/** Share of the window that an answer may take at most, where the model's own limit is larger. */
const answerShare = 0.25;

/**
 * The chain as one model, then the chat model of each provider that may be asked, in the user's order. Empty without a chain. What the
 * chain as a whole can do is what one of its models can: the engine passes over those that cannot. Pure.
 */
export function offeredModels({ providers }: Pick<ManagerStatus, 'providers'>): readonly OfferedModel[] {
  const usable = providers.filter(({ state, usedUp }) => state !== 'off' || usedUp !== undefined);
  if (usable.length === 0) return [];
  return [chainModel(usable), ...usable.map(routeModel)];
}

function chainModel(providers: readonly ProviderStatus[]): OfferedModel {
  const all = providers.map(routeModel);
  const names = providers.map(({ link }) => link.label).join(', ');
  return {
    id: autoModelId,
    name: l10n.t('Everpair (auto)'),
    family: autoModelId,
    version: '1',
    tooltip: l10n.t('The first of your providers that can answer: {0}.', names),
    maxInputTokens: Math.max(...all.map(({ maxInputTokens }) => maxInputTokens)),
    maxOutputTokens: Math.max(...all.map(({ maxOutputTokens }) => maxOutputTokens)),
    capabilities: {
      imageInput: all.some(({ capabilities }) => capabilities.imageInput === true),
      toolCalling: all.some(({ capabilities }) => capabilities.toolCalling === true),
    },
  };
}

function routeModel({ link, contextWindow = usualWindowTokens }: ProviderStatus): OfferedModel {
  const { id, providerId, model, label, traits, settings } = link.chat;
  const longest = settings?.maxOutputTokens ?? traits.maxOutputTokens;
  const maxOutputTokens = Math.max(1, Math.min(longest, Math.floor(contextWindow * answerShare)));
  return {
    id,
    name: `${model} (${label})`,
    family: model,
    version: '1',
    detail: 'Everpair',
    tooltip: l10n.t('Asks {0} first, and the next of your providers when it cannot answer.', label),
    maxInputTokens: contextWindow - maxOutputTokens,
    maxOutputTokens,
    capabilities: { imageInput: settings?.images ?? traits.images ?? true, toolCalling: traits.tools },
    choice: { providerId, model },
  };
}
