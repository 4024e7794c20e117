import { randomUUID } from 'node:crypto';
import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import {
  conversationFromJson,
  conversationFromMarkdown,
  conversationToJson,
  conversationToMarkdown,
  type Conversations,
} from '../../engine/chat';
import { errorSummary, type Log } from '../../engine/model';
import type { Acts } from './acts';

/** A larger file is no conversation. */
const maxFileBytes = 200_000_000;

type Exchange = Pick<Conversations, 'exported' | 'add'>;

/** Writes a conversation into a file that the user chooses, and takes over what such files hold. */
export function exchangeActs(conversations: Exchange, log: Log): Acts {
  return {
    'export-conversation': ({ id }) => exportConversation(conversations, id, log),
    'import-conversations': () => importConversations(conversations, log),
  };
}

async function exportConversation(conversations: Exchange, id: string, log: Log): Promise<void> {
  const exchanged = conversations.exported(id);
  if (!exchanged) return;
  const name =
    exchanged.title
      .replaceAll(/[^\p{L}\p{N} _-]/gu, '')
      .trim()
      .slice(0, 60) || 'conversation';
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
  const file = await vscode.window.showSaveDialog({
    title: l10n.t('Export the conversation'),
    saveLabel: l10n.t('Export'),
    ...(folder ? { defaultUri: vscode.Uri.joinPath(folder, `${name}.md`) } : {}),
    filters: {
      [l10n.t('Markdown, to read: the branch that is shown')]: ['md'],
      [l10n.t('JSON, with all branches and images')]: ['json'],
    },
  });
  if (!file) return;
  const text = file.path.endsWith('.json') ? conversationToJson(exchanged) : conversationToMarkdown(exchanged);
  try {
    await vscode.workspace.fs.writeFile(file, new TextEncoder().encode(text));
  } catch (error) {
    log.warn(`A conversation could not be exported: ${errorSummary(error)}`);
    void vscode.window.showWarningMessage(l10n.t('Everpair: {0} cannot be written.', nameOf(file)));
  }
}

async function importConversations(conversations: Exchange, log: Log): Promise<void> {
  const files = await vscode.window.showOpenDialog({
    canSelectMany: true,
    title: l10n.t('Import conversations'),
    openLabel: l10n.t('Import'),
    filters: { [l10n.t('Conversations')]: ['md', 'json'] },
  });
  for (const file of files ?? []) {
    const problem = await importFile(conversations, file, log);
    if (problem !== undefined) void vscode.window.showWarningMessage(problem);
  }
}

/** Gives what went wrong, for the user. */
async function importFile(conversations: Exchange, file: vscode.Uri, log: Log): Promise<string | undefined> {
  try {
    const { size } = await vscode.workspace.fs.stat(file);
    const text = size > maxFileBytes ? '' : new TextDecoder().decode(await vscode.workspace.fs.readFile(file));
    const exchanged = conversationFromJson(text) ?? conversationFromMarkdown(text, randomUUID);
    if (!exchanged) return l10n.t('Everpair: {0} holds no conversation that was exported by Everpair.', nameOf(file));
    return conversations.add(exchanged) ? undefined : l10n.t('Everpair: {0} cannot be kept.', nameOf(file));
  } catch (error) {
    log.warn(`A conversation could not be imported: ${errorSummary(error)}`);
    return l10n.t('Everpair: {0} cannot be read.', nameOf(file));
  }
}

function nameOf(file: vscode.Uri): string {
  return file.path.split('/').at(-1) ?? '';
}
