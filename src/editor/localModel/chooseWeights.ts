import path from 'node:path';
import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import {
  addressProblem,
  type LocalModel,
  type ModelWeights,
  shownBytes,
  type WantedWeights,
} from '../../engine/localModel';
import { cancellableProgress } from '../cancellableProgress';
import { recommended } from './recommended';

/** What the user has chosen to set up. */
export interface Chosen {
  readonly name: string;
  readonly weights: WantedWeights;
  /** Undefined where only the download tells. */
  readonly bytes: number | undefined;
  /** Undefined where nobody has said it. */
  readonly licence: string | undefined;
}

interface Row extends vscode.QuickPickItem {
  readonly choose?: () => Promise<Chosen | 'remove' | undefined>;
}

/** Undefined where the user has chosen nothing. Throws `LocalModelProblem`. */
export async function chooseWeights(
  model: LocalModel,
  models: readonly ModelWeights[],
): Promise<Chosen | 'remove' | undefined> {
  const best = recommended(models, (bytes) => model.fitOf(bytes));
  const ordered = [...models].sort((a, b) => Number(b === best) - Number(a === best));
  const rows: Row[] = [
    ...ordered.map((weights) => rowOf(weights, model, weights === best)),
    { label: '', kind: vscode.QuickPickItemKind.Separator },
    { label: l10n.t('$(file) A GGUF file on this machine…'), choose: () => chooseFile(model) },
    { label: l10n.t('$(link) A GGUF file by its address…'), choose: () => chooseAddress(model) },
    ...removal(model),
  ];
  const row = await vscode.window.showQuickPick(rows, {
    title: l10n.t('Everpair: Set Up Local Model'),
    placeHolder: l10n.t('Which model shall run on this machine?'),
  });
  return row?.choose?.();
}

function rowOf(weights: ModelWeights, model: LocalModel, isBest: boolean): Row {
  const { name, bytes, licence } = weights;
  const fits = {
    fits: l10n.t('fits in memory'),
    tight: l10n.t('fits in memory once other programs give some back'),
    'too-large': l10n.t('too large for the memory of this machine'),
  }[model.fitOf(bytes)];
  const use = weights.chats ? l10n.t('completions and chat') : l10n.t('completions');
  const size = `${shownBytes(bytes)}, ${licence}`;
  return {
    label: `$(chip) ${name}`,
    description: isBest ? l10n.t('{0} (recommended)', size) : size,
    detail: l10n.t('For {0}; {1}.', use, fits),
    choose: () => {
      const wanted = { type: 'listed', name, artifact: weights } as const;
      return Promise.resolve({ name, weights: wanted, bytes, licence });
    },
  };
}

function removal({ installed }: LocalModel): readonly Row[] {
  if (!installed) return [];
  return [
    {
      label: l10n.t('$(trash) Remove {0}…', installed.name),
      description: shownBytes(installed.weightsBytes),
      choose: () => Promise.resolve('remove'),
    },
  ];
}

async function chooseFile(model: LocalModel): Promise<Chosen | undefined> {
  const picked = await vscode.window.showOpenDialog({
    title: l10n.t('Everpair: a model as a GGUF file'),
    openLabel: l10n.t('Use This Model'),
    filters: { GGUF: ['gguf'] },
  });
  const file = picked?.[0]?.fsPath;
  if (file === undefined) return undefined;
  const { bytes, licence } = await model.weightsIn(file);
  return { name: path.basename(file), weights: { type: 'file', file }, bytes, licence };
}

async function chooseAddress(model: LocalModel): Promise<Chosen | undefined> {
  const url = await vscode.window.showInputBox({
    title: l10n.t('Everpair: the address of a GGUF file'),
    placeHolder: 'https://example.com/model.gguf',
    ignoreFocusOut: true,
    validateInput: (text) => (text.trim() === '' ? undefined : addressProblem(text.trim())),
  });
  if (url === undefined || url.trim() === '') return undefined;
  const sha256 = await vscode.window.showInputBox({
    title: l10n.t('Everpair: the SHA-256 of the file'),
    prompt: l10n.t('If the page of the file gives one, it is checked. Leave it empty otherwise.'),
    ignoreFocusOut: true,
    validateInput: (text) =>
      /^\s*(?:[0-9a-f]{64})?\s*$/i.test(text) ? undefined : l10n.t('A SHA-256 has 64 digits from 0 to f.'),
  });
  if (sha256 === undefined) return undefined;
  const weights = await cancellableProgress(l10n.t('Everpair: looking for the file'), (signal) =>
    model.weightsAt(url.trim(), signal),
  );
  if (!weights) return undefined;
  const hash = sha256.trim().toLowerCase();
  const { file, bytes } = weights;
  return { name: file, weights: hash === '' ? weights : { ...weights, sha256: hash }, bytes, licence: undefined };
}
