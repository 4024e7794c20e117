import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { readText, writeText } from './files/diskFile';
import { connectedText, disconnectedText, type WrittenFile } from './files/fileEdit';
import type { Preview } from './files/preview';
import type { ToolFile } from './tool';

/** Shows what would be written to a tool's file, and writes it if the user agrees. Undefined: it was not written. */
export async function writeAfterQuestion(
  file: ToolFile,
  token: string,
  preview: Preview,
): Promise<WrittenFile | undefined> {
  const before = await readText(file.path);
  const after = await connectedText(file, before);
  if (after === undefined) {
    await tellUnsafe(file.path);
    return undefined;
  }
  const write = l10n.t('Write');
  const detail = after.includes(token)
    ? l10n.t(
        'The token of the endpoint is written into it. It is shown as dots here. Disconnect a Tool takes all of it back.',
      )
    : l10n.t('Disconnect a Tool takes all of it back.');
  const shown = after.replaceAll(token, '•'.repeat(12));
  const answer = await preview.during(file.path, before, shown, () =>
    vscode.window.showInformationMessage(l10n.t('Write this to {0}?', file.path), { modal: true, detail }, write),
  );
  if (answer !== write) return undefined;
  if ((await readText(file.path)) !== before) {
    void vscode.window.showWarningMessage(
      l10n.t('Everpair: {0} was changed meanwhile and is as it was. Try again.', file.path),
    );
    return undefined;
  }
  await writeText(file.path, after);
  return { file, before, after };
}

/** Takes back what was written. False: the user must do it, and knows. */
export async function takeBack(written: WrittenFile): Promise<boolean> {
  const { path } = written.file;
  const result = await disconnectedText(written, await readText(path));
  if (result.kind === 'changed') {
    await tellUnsafe(path);
    return false;
  }
  if (result.kind === 'done') await writeText(path, result.text);
  return true;
}

/** Writes for another token or port what was written before. Undefined: it could not be. */
export async function rewrite(written: WrittenFile, file: ToolFile): Promise<WrittenFile | undefined> {
  const now = await readText(written.file.path);
  const result = await disconnectedText(written, now);
  if (result.kind === 'changed') return undefined;
  const before = result.kind === 'done' ? result.text : now;
  const after = await connectedText(file, before);
  if (after === undefined) return undefined;
  await writeText(file.path, after);
  return { file, before, after };
}

async function tellUnsafe(path: string): Promise<void> {
  const open = l10n.t('Open File');
  const answer = await vscode.window.showWarningMessage(
    l10n.t('Everpair: {0} is not as it can be changed safely, so it is left as it is. Change it by hand.', path),
    open,
  );
  if (answer === open) await vscode.window.showTextDocument(vscode.Uri.file(path));
}
