import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import type { CodeBlock } from '../../../engine/edit';
import { pathOf } from '../../filePath';
import { fileNamesIn, readBlockPath } from './blockPath';
import { filesEndingIn, placesOf } from './workspacePlace';

/** Names of files in an answer that are looked for. */
const mostNames = 8;

/** What the user may have meant where the block names no file. */
export interface TargetHints {
  /** Paths of files that went with the prompt. */
  readonly attached: readonly string[];
  /** The file that the user works in. */
  readonly active: vscode.Uri | undefined;
  /** The answer, in which other files may be named. */
  readonly answer: string;
}

export type Target =
  | { readonly type: 'file'; readonly uri: vscode.Uri }
  /** For people, one sentence or more. */
  | { readonly type: 'refused'; readonly why: string }
  /** The user wants no file changed. */
  | { readonly type: 'none' };

/** The file that a block is for. Where more than one can be meant the user is asked; nothing is guessed. */
export async function targetOf(block: CodeBlock, hints: TargetHints): Promise<Target> {
  return block.path === undefined ? unnamed(block, hints) : named(block.path, block, hints);
}

async function named(path: string, block: CodeBlock, { attached, active }: TargetHints): Promise<Target> {
  const read = readBlockPath(path);
  if (read.type === 'refused') return { type: 'refused', why: pathRefusal(path, read.why) };
  const { existing, place } = await placesOf(read.path);
  const [exact] = existing;
  if (exact && existing.length === 1) return { type: 'file', uri: exact };
  if (existing.length > 1) return ask(existing, undefined, block);
  const ending = await filesEndingIn(read.path);
  // A file that is in the conversation already is the one that is meant.
  const known = ending.filter((uri) => attached.includes(pathOf(uri)) || uri.toString() === active?.toString());
  const [only] = known;
  if (only && known.length === 1) return { type: 'file', uri: only };
  if (ending.length > 0) return ask(ending, place, block);
  if (active?.scheme === 'untitled' && place === undefined) return { type: 'file', uri: active };
  if (place) return { type: 'file', uri: place };
  return { type: 'refused', why: l10n.t('{0} cannot be created: no folder is open.', path) };
}

async function unnamed(block: CodeBlock, { attached, active, answer }: TargetHints): Promise<Target> {
  const places = await Promise.all(attached.map(async (path) => (await placesOf(path)).existing));
  const candidates = unique([...places.flat(), ...(active ? [active] : [])]);
  const mentioned = candidates.length === 1 ? [] : await mentionedFiles(answer);
  const all = unique([...candidates, ...mentioned]);
  const [only] = all;
  if (only && all.length === 1) return { type: 'file', uri: only };
  return ask(all, undefined, block);
}

async function mentionedFiles(answer: string): Promise<readonly vscode.Uri[]> {
  const found = await Promise.all(
    fileNamesIn(answer, mostNames).map(async (name) => {
      const { existing } = await placesOf(name);
      return existing.length > 0 ? existing : filesEndingIn(name);
    }),
  );
  return found.flat();
}

interface Choice extends vscode.QuickPickItem {
  readonly choose: () => Promise<vscode.Uri | undefined>;
}

/** `place`: where a new file would be. */
async function ask(
  files: readonly vscode.Uri[],
  place: vscode.Uri | undefined,
  { text, language }: CodeBlock,
): Promise<Target> {
  const here =
    (uri: vscode.Uri): Choice['choose'] =>
    () =>
      Promise.resolve(uri);
  const choices: readonly Choice[] = [
    ...files.map((uri) => ({ label: `$(file) ${pathOf(uri)}`, choose: here(uri) })),
    ...(place ? [{ label: `$(new-file) ${l10n.t('New file {0}', pathOf(place))}`, choose: here(place) }] : []),
    { label: `$(folder-opened) ${l10n.t('Another File…')}`, choose: otherFile },
  ];
  const firstLine = text.split('\n').find((line) => line.trim() !== '') ?? '';
  const picked = await vscode.window.showQuickPick(choices, {
    title: l10n.t('Everpair: which file is this code for?'),
    placeHolder: `${language} ${firstLine.trim().slice(0, 80)}`.trim(),
    matchOnDescription: true,
    ignoreFocusOut: true,
  });
  const uri = await picked?.choose();
  return uri ? { type: 'file', uri } : { type: 'none' };
}

async function otherFile(): Promise<vscode.Uri | undefined> {
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
  const picked = await vscode.window.showOpenDialog({
    ...(folder ? { defaultUri: folder } : {}),
    title: l10n.t('Everpair: which file is this code for?'),
    openLabel: l10n.t('Apply'),
  });
  return picked?.[0];
}

function unique(uris: readonly vscode.Uri[]): readonly vscode.Uri[] {
  return [...new Map(uris.map((uri) => [uri.toString(), uri])).values()];
}

function pathRefusal(path: string, why: 'absolute' | 'outside' | 'odd'): string {
  switch (why) {
    case 'absolute':
      return l10n.t(
        'The code is for {0}, which is no path in this workspace. Ask for a relative path, or copy the code.',
        path,
      );
    case 'outside':
      return l10n.t(
        'The code is for {0}, which is outside the workspace. Ask for another path, or copy the code.',
        path,
      );
    case 'odd':
      return l10n.t('The code is for a file whose name cannot be used. Ask for another name, or copy the code.');
  }
}
