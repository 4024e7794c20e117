import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import type { ClientKeyPassphrases } from '../../engine/config';
import type { ProviderConfig } from '../../engine/model';

/** Asks for the passphrase of the key that a provider's `clientKeyFile` names; an empty one deletes what is stored. */
export async function setClientKeyPassphrase(
  configs: readonly ProviderConfig[],
  passphrases: ClientKeyPassphrases,
): Promise<void> {
  const withKey = configs.filter(({ clientKeyFile }) => clientKeyFile !== undefined);
  if (withKey.length === 0) {
    void vscode.window.showInformationMessage(
      l10n.t('Everpair: no provider has a "clientKeyFile" in the setting everpair.providers.'),
    );
    return;
  }
  const picked = await vscode.window.showQuickPick(
    withKey.map((config) => ({
      label: config.label,
      description: config.id,
      detail: config.clientKeyFile ?? '',
      id: config.id,
    })),
    {
      title: l10n.t('Everpair: Set Passphrase of a Client Key'),
      placeHolder: l10n.t('Which provider is the passphrase for?'),
    },
  );
  if (!picked) return;
  const passphrase = await vscode.window.showInputBox({
    title: l10n.t('Everpair: passphrase for {0}', picked.label),
    prompt: l10n.t(
      "The passphrase is kept in VS Code's secret storage on this machine. Leave it empty to delete the stored one.",
    ),
    password: true,
    ignoreFocusOut: true,
  });
  if (passphrase === undefined) return;
  if (passphrase === '') await passphrases.delete(picked.id);
  else await passphrases.store(picked.id, passphrase);
  void vscode.window.showInformationMessage(
    passphrase === ''
      ? l10n.t('Everpair: the passphrase for {0} was deleted.', picked.label)
      : l10n.t('Everpair: the passphrase for {0} is stored.', picked.label),
  );
}
