import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { type ChainRow, loadChainSetup } from '../../engine/setup';
import { setKeyOf } from '../settings/setApiKey';
import { changeChain } from './chainWriting';
import { chooseLinkModel, type LinkModelDeps } from './chooseLinkModel';
import { choose, type MenuRow } from './menu';

type LinkAction = 'model' | 'key' | 'page' | 'up' | 'down' | 'remove';

/** What can be done with one link of the chain. False where the user leaves the set-up. */
export async function showLink(row: ChainRow, length: number, deps: LinkModelDeps): Promise<boolean> {
  const { configuration } = deps;
  const { moved, without } = loadChainSetup();
  const name = row.link?.config.label ?? l10n.t('An entry that cannot be read');
  const action = await choose<LinkAction>({
    title: l10n.t('Everpair: {0}', name),
    placeholder: l10n.t('What is to be done with it?'),
    rows: () => linkRows(row, length),
    hasBack: true,
  });
  switch (action) {
    case undefined:
      return false;
    case 'back':
      return true;
    case 'model':
      return chooseLinkModel(row, 'chat', deps);
    case 'key':
      if (row.link) await setKeyOf(configuration, row.link.config);
      return true;
    case 'page':
      if (row.link?.keyPage !== undefined) await vscode.env.openExternal(vscode.Uri.parse(row.link.keyPage));
      return true;
    case 'up':
      await changeChain(configuration, row, (list, index) => moved(list, index, -1));
      return true;
    case 'down':
      await changeChain(configuration, row, (list, index) => moved(list, index, 1));
      return true;
    case 'remove':
      if (await mayRemove(name)) await changeChain(configuration, row, without);
      return true;
  }
}

function linkRows({ index, link }: ChainRow, length: number): readonly MenuRow<LinkAction>[] {
  return [
    ...(link ? [{ label: l10n.t('$(list-selection) Choose its model…'), action: 'model' as const }] : []),
    ...(link ? [{ label: l10n.t('$(key) Set its key…'), action: 'key' as const }] : []),
    ...(link?.keyPage === undefined
      ? []
      : [
          {
            label: l10n.t('$(link-external) Open the page where keys are made'),
            description: new URL(link.keyPage).host,
            action: 'page' as const,
          },
        ]),
    ...(index === 0 ? [] : [{ label: l10n.t('$(arrow-up) Ask it earlier'), action: 'up' as const }]),
    ...(index === length - 1 ? [] : [{ label: l10n.t('$(arrow-down) Ask it later'), action: 'down' as const }]),
    { label: l10n.t('$(trash) Remove from the chain…'), action: 'remove' },
  ];
}

async function mayRemove(name: string): Promise<boolean> {
  const remove = l10n.t('Remove');
  const answer = await vscode.window.showWarningMessage(
    l10n.t('Remove {0} from the chain?', name),
    { modal: true, detail: l10n.t('Its entry leaves the setting. A key that is stored stays.') },
    remove,
  );
  return answer === remove;
}
