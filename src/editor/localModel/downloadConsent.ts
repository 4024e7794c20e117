import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { type LocalModel, type RuntimeBuild, shownBytes } from '../../engine/localModel';
import { shortHost } from '../../engine/model';
import type { Chosen } from './chooseWeights';

/** Asks before anything is fetched. Gives the folder for the weights; undefined where the user does not agree. */
export async function askConsent(
  model: LocalModel,
  runtime: RuntimeBuild,
  chosen: Chosen,
  usualFolder: string,
): Promise<string | undefined> {
  const go = chosen.weights.type === 'file' ? l10n.t('Set Up') : l10n.t('Download');
  const other = l10n.t('Other Folder…');
  for (let folder = usualFolder; ;) {
    const answer = await vscode.window.showInformationMessage(
      l10n.t('Run {0} on this machine?', chosen.name),
      { modal: true, detail: (await detailLines(model, runtime, chosen, folder)).join('\n') },
      ...(chosen.weights.type === 'file' ? [go] : [go, other]),
    );
    if (answer === go) return folder;
    if (answer !== other) return undefined;
    const picked = await vscode.window.showOpenDialog({
      canSelectFiles: false,
      canSelectFolders: true,
      openLabel: l10n.t('Keep Models Here'),
    });
    folder = picked?.[0]?.fsPath ?? folder;
  }
}

async function detailLines(
  model: LocalModel,
  runtime: RuntimeBuild,
  { name, weights, bytes, licence }: Chosen,
  folder: string,
): Promise<readonly string[]> {
  const size = bytes === undefined ? l10n.t('size unknown') : shownBytes(bytes);
  const terms = licence ?? l10n.t('licence: see its page');
  const lines = [
    l10n.t(
      'llama.cpp {0} ({1}, {2}) from {3}, once, checked by its SHA-256.',
      runtime.version,
      shownBytes(runtime.bytes),
      runtime.licence,
      hostOf(runtime.url),
    ),
  ];
  switch (weights.type) {
    case 'listed':
      lines.push(
        l10n.t('{0} ({1}, {2}) from {3}, checked by its SHA-256.', name, size, terms, hostOf(weights.artifact.url)),
      );
      break;
    case 'address':
      lines.push(
        weights.sha256 === undefined
          ? l10n.t(
              '{0} ({1}, {2}) from {3}. There is no SHA-256 to check it by.',
              name,
              size,
              terms,
              hostOf(weights.url),
            )
          : l10n.t('{0} ({1}, {2}) from {3}, checked by its SHA-256.', name, size, terms, hostOf(weights.url)),
      );
      break;
    case 'file':
      lines.push(l10n.t('{0} ({1}, {2}) is there already.', name, size, terms));
  }
  if (weights.type !== 'file') {
    const free = await model.freeDiskBytes(folder);
    lines.push(
      free === undefined
        ? l10n.t('The model is kept in {0}.', folder)
        : l10n.t('The model is kept in {0}, where {1} are free.', folder, shownBytes(free)),
    );
  }
  const fit = bytes === undefined ? 'fits' : model.fitOf(bytes);
  if (fit === 'tight') lines.push(l10n.t('Memory is short: other programs have to give some back.'));
  if (fit === 'too-large') lines.push(l10n.t('This machine has too little memory for it: it will not start.'));
  lines.push(l10n.t('It runs in a process of its own. Your code does not leave this machine.'));
  return lines;
}

function hostOf(url: string): string {
  return shortHost(new URL(url).host);
}
