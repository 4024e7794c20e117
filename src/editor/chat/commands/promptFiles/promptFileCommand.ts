import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import {
  commandAttachment,
  type CommandSubject,
  inputsIn,
  type MentionItem,
  type PromptFile,
  type PromptInput,
  type PromptPath,
  promptReferences,
  promptText,
} from '../../../../engine/chat';
import { releaseChosen } from '../../../privacy/releaseChosen';
import { pathOf } from '../../../filePath';
import type { ContextCommand } from '../../context/contextCommand';
import { uncommitted } from '../../context/sources/changesSource';
import { fileItem } from '../../context/sources/fileSource';
import { selectionItem } from '../../context/sources/selectionSource';
import type { CodeTarget } from '../builtInCommand';

export interface PromptFileUse {
  readonly file: PromptFile;
  readonly uri: vscode.Uri;
  readonly argument: string;
  readonly target: CodeTarget | undefined;
  /** What of the target goes along. */
  readonly subject: CommandSubject;
  /** Whether a file may go along without being chosen by hand. */
  readonly mayGoAlong: (uri: vscode.Uri) => Promise<boolean>;
  /** Asks for values that were not typed; absent while the prompt is written. Undefined where the user gives none. */
  readonly ask?: (inputs: readonly PromptInput[]) => Promise<ReadonlyMap<string, string> | undefined>;
}

/** A prompt file with what it takes along; undefined where the user was asked for a value and gave none. */
export async function promptFileCommand(use: PromptFileUse): Promise<ContextCommand | undefined> {
  const { file, uri, argument, target, subject, ask } = use;
  const { paths, inputs, needsFile, needsSelection, needsChanges } = promptReferences(file.body);
  const { values, rest } = inputsIn(argument, inputs);
  const missing = inputs.filter(({ name }) => !values.has(name));
  const asked = ask && missing.length > 0 ? await ask(missing) : new Map<string, string>();
  if (!asked) return undefined;
  const folder = vscode.workspace.getWorkspaceFolder(uri) ?? vscode.workspace.workspaceFolders?.[0];
  const { found, notFound } = await resolved(paths, uri, folder?.uri);
  const changes = needsChanges
    ? await uncommitted(target?.uri, { isStagedFirst: false, isFresh: ask !== undefined })
    : undefined;
  const text = promptText(file.body, {
    ...(target ? { file: pathOf(target.uri) } : {}),
    ...(target?.lines ? { selection: `lines ${target.lines.first + 1} to ${target.lines.last + 1}` } : {}),
    ...(folder ? { folder: folder.name } : {}),
    inputs: new Map([...values, ...asked]),
    argument: rest,
  });
  const allowed = await Promise.all(found.map(use.mayGoAlong));
  const mentions: MentionItem[] = found
    .filter((_, index) => allowed[index])
    .map((each) => fileItem(each.toString(), pathOf(each)));
  const kept = found.filter((_, index) => !allowed[index]).map(pathOf);
  if (target && needsFile && subject !== 'nothing') mentions.push(fileItem(target.uri.toString(), pathOf(target.uri)));
  if (target?.lines && needsSelection && subject === 'selection')
    mentions.push(selectionItem(target.uri, target.lines));
  if (typeof changes === 'object') mentions.push(changes);
  const said = [
    file.description,
    ...(file.ignored.length === 0 ? [] : [notUsed(file)]),
    ...(notFound.length === 0 ? [] : [l10n.t('Not found: {0}.', notFound.join(', '))]),
    ...(kept.length === 0 ? [] : [l10n.t('Not sent, because it is ignored or excluded: {0}.', kept.join(', '))]),
    ...(typeof changes === 'string' ? [changes] : []),
  ];
  return {
    attachment: commandAttachment(file.name, releaseChosen(text), pathOf(uri)),
    detail: said.filter((each) => each !== '').join('\n') || pathOf(uri),
    mentions,
    withEditor: true,
  };
}

/** What of a file Everpair does not do, a sentence. */
export function notUsed({ ignored }: PromptFile): string {
  return l10n.t('Everpair does not use: {0}.', ignored.join(', '));
}

/** From where the prompt file is, else from the top of the folder of the workspace. */
async function resolved(
  paths: readonly PromptPath[],
  from: vscode.Uri,
  folder: vscode.Uri | undefined,
): Promise<{ readonly found: readonly vscode.Uri[]; readonly notFound: readonly string[] }> {
  const found: vscode.Uri[] = [];
  const notFound: string[] = [];
  for (const { path, isCertain } of paths) {
    const plain = path.replace(/[?#].*$/, '');
    const places = [vscode.Uri.joinPath(from, '..', plain), ...(folder ? [vscode.Uri.joinPath(folder, plain)] : [])];
    const there = await firstFile(places);
    if (there) found.push(there);
    else if (isCertain) notFound.push(path);
  }
  return { found, notFound };
}

async function firstFile(uris: readonly vscode.Uri[]): Promise<vscode.Uri | undefined> {
  for (const uri of uris) {
    // A prompt file that came with a workspace names no file outside of it.
    if (!vscode.workspace.getWorkspaceFolder(uri)) continue;
    const isFile = await vscode.workspace.fs.stat(uri).then(
      ({ type }) => (type & vscode.FileType.File) !== 0,
      () => false,
    );
    if (isFile) return uri;
  }
  return undefined;
}
