import * as l10n from '@vscode/l10n';
import type { Configuration } from '../../engine/config';
import type { ProviderManager } from '../../engine/failover';
import { type ChainRow, loadChainSetup, type ModelUse } from '../../engine/setup';
import { changeChain } from './chainWriting';
import { choose } from './menu';

export interface LinkModelDeps {
  readonly configuration: Configuration;
  readonly manager: Pick<ProviderManager, 'listModels'>;
}

/** Lets the user choose a model of a link. The host is asked for its models while the list is open. False where the user leaves. */
export async function chooseLinkModel(
  row: ChainRow,
  use: ModelUse,
  { configuration, manager }: LinkModelDeps,
): Promise<boolean> {
  const { config } = row.link ?? {};
  if (!config) return true;
  const current = use === 'chat' ? config.model : (config.completionModel ?? config.model);
  const models = [{ label: current, description: l10n.t('now'), action: { model: current } }];
  let problem: string | undefined;
  const chosen = await choose<{ readonly model: string }>({
    title: l10n.t('Everpair: {0}', config.label),
    placeholder:
      use === 'chat'
        ? l10n.t('Which of its models shall answer?')
        : l10n.t('Which of its models shall complete while you type? Small and fast ones are best.'),
    rows: () => [...models, ...(problem === undefined ? [] : [{ label: problem }])],
    hasBack: true,
    work: async (signal, redraw) => {
      for await (const list of manager.listModels(signal, { refresh: true })) {
        if (signal.aborted) return;
        if (list.provider.link.provider.id !== config.id) continue;
        problem = list.problem;
        for (const { route, label } of list.models)
          if (route.model !== current)
            models.push({ label: route.model, description: label ?? '', action: { model: route.model } });
        redraw();
      }
    },
  });
  if (chosen === undefined) return false;
  if (chosen === 'back' || chosen.model === current) return true;
  const { withFields } = loadChainSetup();
  const fields = use === 'chat' ? { model: chosen.model } : { completionModel: chosen.model };
  await changeChain(configuration, row, (list, index) => withFields(list, index, fields));
  return true;
}
