import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { readLocalModelSettings, settingKeys, type SettingProblem } from '../../engine/config';
import {
  type InstallProgress,
  type LocalModel,
  type LocalModelHandle,
  localModelProblemOf,
  type RuntimeBuild,
  shownBytes,
} from '../../engine/localModel';
import { errorSummary, type Log } from '../../engine/model';
import { cancellableProgress } from '../cancellableProgress';
import { editorSettings } from '../settings/editorSettings';
import { showSetting } from '../settings/showSetting';
import { addToProviders } from './addToProviders';
import { type Chosen, chooseWeights } from './chooseWeights';
import { askConsent } from './downloadConsent';

/** Asks which model, shows what would be fetched from where, fetches it where the user agrees, and loads it. */
export async function setUpLocalModel(handle: LocalModelHandle | undefined, log: Log): Promise<void> {
  if (!handle) {
    void vscode.window.showErrorMessage(
      l10n.t('Everpair: there is no folder on a disk here, so no local model can be kept.'),
    );
    return;
  }
  const model = handle.load();
  try {
    await setUp(model);
  } catch (error) {
    const problem = localModelProblemOf(error);
    log.error(`The local model was not set up: ${problem?.message ?? errorSummary(error, { where: true })}`);
    const again = l10n.t('Try Again');
    const text = `Everpair: ${problem?.message ?? errorSummary(error)}`;
    if ((await vscode.window.showErrorMessage(text, again)) === again) await setUpLocalModel(handle, log);
  }
}

async function setUp(model: LocalModel): Promise<void> {
  const { settings, problems } = readLocalModelSettings({
    mirror: editorSettings.levels(settingKeys.localModelMirror).user,
    folder: editorSettings.levels(settingKeys.localModelFolder).user,
  });
  const { mirror, folder: ownFolder } = settings;
  if (mirror === undefined || ownFolder === undefined) {
    await tellWrong(problems);
    return;
  }
  const title = l10n.t('Everpair: local model');
  const offer = await cancellableProgress(title, async (signal) => {
    await model.refresh();
    return model.offer(mirror, signal);
  });
  if (!offer) return;
  const chosen = await chooseWeights(model, offer.models);
  if (chosen === undefined) return;
  if (chosen === 'remove') {
    await remove(model);
    return;
  }
  const { runtime } = offer;
  if (!runtime) {
    const machine = `${process.platform}-${process.arch}`;
    void vscode.window.showErrorMessage(
      l10n.t('Everpair: there is no llama.cpp for this machine ({0}). Use Ollama instead.', machine),
    );
    return;
  }
  const usualFolder = ownFolder === '' ? model.usualFolder : ownFolder;
  const folder = await askConsent(model, runtime, chosen, usualFolder);
  if (folder !== undefined) await install(model, runtime, chosen, folder);
}

async function install(model: LocalModel, runtime: RuntimeBuild, chosen: Chosen, folder: string): Promise<void> {
  const order = { runtime, weights: chosen.weights, folder };
  const title = l10n.t('Everpair: setting up {0}', chosen.name);
  const record = await cancellableProgress(title, async (signal, report) => {
    let told = '';
    const record = await model.install(order, signal, (progress) => {
      const words = progressWords(progress);
      if (words !== told) report((told = words));
    });
    report(l10n.t('loading the model…'));
    await model.start(signal);
    return record;
  });
  if (!record) return;
  await addToProviders(record.name);
  void vscode.window.showInformationMessage(
    l10n.t('Everpair: {0} answers on this machine now, where the providers before it do not.', record.name),
  );
}

function progressWords({ phase, bytes, totalBytes }: InstallProgress): string {
  const done =
    totalBytes === undefined ? shownBytes(bytes) : l10n.t('{0} of {1}', shownBytes(bytes), shownBytes(totalBytes));
  switch (phase) {
    case 'runtime':
      return l10n.t('llama.cpp: {0}', done);
    case 'weights':
      return l10n.t('the model: {0}', done);
    case 'check':
      return l10n.t('checking what is there: {0}', done);
  }
}

async function remove(model: LocalModel): Promise<void> {
  const { installed } = model;
  if (!installed) return;
  const yes = l10n.t('Remove');
  const detail = installed.isOurs
    ? l10n.t(
        'llama.cpp and {0} with {1} are deleted from this machine.',
        installed.weights,
        shownBytes(installed.weightsBytes),
      )
    : l10n.t('llama.cpp is deleted from this machine. {0} is your own file and stays.', installed.weights);
  const answer = await vscode.window.showWarningMessage(
    l10n.t('Remove the local model {0}?', installed.name),
    { modal: true, detail },
    yes,
  );
  if (answer === yes) await model.remove();
}

async function tellWrong([problem]: readonly SettingProblem[]): Promise<void> {
  if (!problem) return;
  const open = l10n.t('Open Setting');
  const answer = await vscode.window.showErrorMessage(`Everpair: ${problem.message}`, open);
  if (answer === open) await showSetting('editor', problem.key);
}
