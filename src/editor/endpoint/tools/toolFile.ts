import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { readText, writeText } from './files/diskFile';
import { connectedText, disconnectedText, type WrittenFile } from './files/fileEdit';
import type { Preview } from './files/preview';
import type { ToolFile } from './tool';

/**
 * Shows what would be written to a tool's file, and writes it if the user agrees. `earlier`: what was written for the tool before, in the
 * place of which it comes. Undefined: nothing was written.
 */
export async function writeAfterQuestion(
  file: ToolFile,
  token: string,
  preview: Preview,
  earlier?: WrittenFile,
): Promise<WrittenFile | undefined> {
  const now = await readText(file.path);
  const written = await textsOf(file, now, earlier);
  if (!written) {
    await tellUnsafe(file.path);
    return undefined;
  }
  const { after } = written;
  const write = l10n.t('Write');
  const detail = after.includes(token)
    ? l10n.t(
        'The token of the endpoint is written into it. It is shown as dots here. Disconnect a Tool takes all of it back.',
      )
    : l10n.t('Disconnect a Tool takes all of it back.');
  const shown = after.replaceAll(token, '•'.repeat(12));
  const answer = await preview.during(file.path, now, shown, () =>
    vscode.window.showInformationMessage(l10n.t('Write this to {0}?', file.path), { modal: true, detail }, write),
  );
  if (answer !== write) return undefined;
  if ((await readText(file.path)) !== now) {
    void vscode.window.showWarningMessage(
      l10n.t('Everpair: {0} was changed meanwhile and is as it was. Try again.', file.path),
    );
    return undefined;
  }
  await writeText(file.path, after);
  return written;
}

/** The file without what was written earlier, and with what is to be written. Undefined: it cannot be changed safely. */
async function textsOf(
  file: ToolFile,
  now: string | undefined,
  earlier: WrittenFile | undefined,
): Promise<WrittenFile | undefined> {
  const result = earlier && (await disconnectedText(earlier, now));
  if (result?.kind === 'changed') return undefined;
  const before = result?.kind === 'done' ? result.text : now;
  const after = await connectedText(file, before);
  return after === undefined ? undefined : { file, before, after };
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
export async function rewrite(earlier: WrittenFile, file: ToolFile): Promise<WrittenFile | undefined> {
  const written = await textsOf(file, await readText(earlier.file.path), earlier);
  if (written) await writeText(file.path, written.after);
  return written;
}

async function tellUnsafe(path: string): Promise<void> {
  const open = l10n.t('Open File');
  const answer = await vscode.window.showWarningMessage(
    l10n.t('Everpair: {0} is not as it can be changed safely, so it is left as it is. Change it by hand.', path),
    open,
  );
  if (answer === open) await vscode.window.showTextDocument(vscode.Uri.file(path));
}
