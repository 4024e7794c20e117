import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import type { ProviderManager } from '../../engine/failover';
import { shortHost } from '../../engine/model';
import { type ConsentEntry, type ConsentRecord, consentText, settingKeys } from '../../engine/config';
import { showSetting } from './showSetting';

interface Row extends vscode.QuickPickItem {
  readonly entry: ConsentEntry;
}

/** Shows to whom code may go and why, and lets each answer be changed or taken back. */
export async function reviewConsent(consent: ConsentRecord, manager: ProviderManager): Promise<void> {
  const routes = manager.status().providers.flatMap(({ link }) => [link.chat, link.completion]);
  const rows = consent.entries(routes).map(rowOf);
  if (rows.length === 0) {
    void vscode.window.showInformationMessage(l10n.t('Everpair: code goes to nobody but this machine.'));
    return;
  }
  const title = l10n.t('Everpair: Where Code May Go');
  const picked = await vscode.window.showQuickPick(rows, {
    title,
    placeHolder: l10n.t('Whose answer do you want to change?'),
  });
  if (!picked) return;
  const { key, vendor, reason } = picked.entry;
  if (reason === 'listed') {
    await showSetting('editor', settingKeys.providers);
    return;
  }
  const allow = { label: l10n.t('$(check) Allow'), allowed: true };
  const never = {
    label: l10n.t('$(circle-slash) Never'),
    description: l10n.t('what has not been sent yet stays here'),
    allowed: false,
  };
  const ask = { label: l10n.t('$(question) Ask me again'), allowed: undefined };
  const placeHolder = l10n.t('May your code and messages be sent to {0}?', shortHost(vendor));
  const chosen = await vscode.window.showQuickPick([allow, never, ask], { title, placeHolder });
  if (chosen) await consent.decide(key, chosen.allowed);
}

function rowOf(entry: ConsentEntry): Row {
  return {
    label: shortHost(entry.vendor),
    description: shortHost(entry.endpoint),
    detail: consentText(entry.reason),
    entry,
  };
}
