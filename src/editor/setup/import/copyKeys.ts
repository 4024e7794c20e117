import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import type { ApiKeys } from '../../../engine/config';
import { shortHost } from '../../../engine/model';
import type { ImportRow } from '../../../engine/setup';

/** Asks whether the keys of providers that were added may be copied, and does it. Resolves to how many were. */
export async function copyKeys(rows: readonly ImportRow[], keys: ApiKeys): Promise<number> {
  const missing: ImportRow[] = [];
  for (const row of rows) {
    // A key that is stored stays.
    if (row.key && (await keys.source(row.entry)) !== 'stored') missing.push(row);
  }
  if (missing.length === 0) return 0;
  const copy = l10n.t('Copy Keys');
  const answer = await vscode.window.showInformationMessage(
    missing.length === 1
      ? l10n.t('Copy one key into VS Code’s secret storage?')
      : l10n.t('Copy {0} keys into VS Code’s secret storage?', missing.length),
    {
      modal: true,
      detail: [
        ...missing.map(({ entry, host, path }) => l10n.t('{0}, for {1}, from {2}', entry.id, shortHost(host), path)),
        '',
        l10n.t('The files keep theirs. Without a copy, set the keys with Everpair: Set API Key….'),
      ].join('\n'),
    },
    copy,
  );
  if (answer !== copy) return 0;
  for (const { entry, key } of missing) if (key) await keys.store(entry.id, key.reveal());
  return missing.length;
}
