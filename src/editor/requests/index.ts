import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import type { RequestRecorder } from '../../engine/failover';
import { textLanguage } from '../../engine/model';
import { commandIds } from '../ids';
import { detailOf, requestDocument, titleOf } from './requestDocument';

const scheme = 'everpair-request';

/** The last requests as documents that only read, and the commands for them. They are in memory and nowhere else. */
export function registerRequests(recorder: RequestRecorder): vscode.Disposable {
  const changed = new vscode.EventEmitter<vscode.Uri>();
  const provider: vscode.TextDocumentContentProvider = {
    onDidChange: changed.event,
    provideTextDocumentContent: ({ query }) => {
      const request = recorder.recent().find(({ id }) => id === query);
      return request ? requestDocument(request) : l10n.t('This request has been forgotten.\n');
    },
  };
  const forget = recorder.onDidChange(() => {
    for (const { uri } of vscode.workspace.textDocuments) if (uri.scheme === scheme) changed.fire(uri);
  });
  return vscode.Disposable.from(
    changed,
    { dispose: () => forget.dispose() },
    vscode.workspace.registerTextDocumentContentProvider(scheme, provider),
    vscode.commands.registerCommand(commandIds.showLastRequest, (id?: unknown) => show(recorder, id)),
    vscode.commands.registerCommand(commandIds.forgetRequests, () => recorder.clear()),
  );
}

async function show(recorder: RequestRecorder, given: unknown): Promise<void> {
  const recent = recorder.recent();
  if (recent.length === 0) {
    void vscode.window.showInformationMessage(l10n.t('Everpair: nothing has been sent from this window yet.'));
    return;
  }
  const items = recent.map((request) => ({
    id: request.id,
    label: `${request.profile.lane === 'chat' ? '$(comment-discussion)' : '$(edit)'} ${titleOf(request)}`,
    description: new Date(request.startedAt).toLocaleTimeString(textLanguage()),
    detail: detailOf(request),
  }));
  const picked =
    items.find(({ id }) => id === given) ??
    (await vscode.window.showQuickPick(items, {
      title: l10n.t('Everpair: what was sent'),
      placeHolder: l10n.t('Choose a request to see exactly what went to whom'),
      matchOnDescription: true,
      matchOnDetail: true,
    }));
  if (!picked) return;
  const address = vscode.Uri.from({ scheme, path: `/${picked.id}.md`, query: picked.id });
  await vscode.window.showTextDocument(await vscode.workspace.openTextDocument(address), { preview: true });
}
