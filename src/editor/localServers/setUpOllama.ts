import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import {
  type LocalServerSetup,
  type LocalServers,
  type ProviderEntry,
  type RunningOllama,
  settingKeys,
  settingsSection,
} from '../../engine/config';
import type { Log } from '../../engine/model';
import { cancellableProgress } from '../cancellableProgress';
import { showSetting } from '../settings/showSetting';
import { loadModel } from './loadModel';
import { fitInWords, type LocalAction, type LocalRow, localRows, serverNames } from './rows';
import { shownBytes } from './sizes';

interface Row extends vscode.QuickPickItem {
  readonly row: LocalRow;
}

/** From no Ollama to a model in the chain, a step at a time, by the keyboard alone. */
export class SetUpOllama {
  constructor(
    private readonly local: LocalServerSetup,
    private readonly log: Log,
  ) {}

  async run(): Promise<void> {
    for (;;) {
      const servers = await this.look();
      if (!servers) return;
      const action = await choose(servers);
      if (!action || (await this.act(action)) === 'done') return;
    }
  }

  private look(): Promise<LocalServers | undefined> {
    return cancellableProgress(l10n.t('Everpair: looking for local servers'), (signal) => this.local.look(signal));
  }

  private async act(action: LocalAction): Promise<'done' | 'look-again'> {
    switch (action.type) {
      case 'start':
        return this.start(action.command);
      case 'install':
        terminal().sendText(action.command, false);
        return 'done';
      case 'open-page':
        await vscode.env.openExternal(vscode.Uri.parse(action.url));
        return 'done';
      case 'look-again':
        return 'look-again';
      case 'use':
        await this.use(action.ollama, action.model, action.fillsIn);
        return 'done';
      case 'load': {
        const { model, fit, windowTokens } = action.offered;
        if (fit === 'too-large' && !(await agrees(`${model.name}: ${fitInWords(fit)}.`, l10n.t('Load It Anyway')))) {
          return 'look-again';
        }
        await this.load(action.ollama, model.name, model.weightsBytes, fit === 'fits' ? windowTokens : undefined);
        return 'done';
      }
      case 'load-other': {
        const name = await askName();
        if (name !== undefined) await this.load(action.ollama, name, undefined, undefined);
        return 'done';
      }
      case 'add': {
        const { kind, origin, models } = action.server;
        const model = models.length === 1 ? models[0] : await vscode.window.showQuickPick([...models]);
        if (model === undefined) return 'look-again';
        const label = serverNames[kind];
        await this.add({ id: kind, type: 'openai-compatible', label, model, baseUrl: `${origin}/v1` });
        return 'done';
      }
    }
  }

  /** Runs what was shown, in a terminal that is seen, and waits until Ollama answers. */
  private async start(command: string): Promise<'done' | 'look-again'> {
    terminal().sendText(command);
    const isRunning = await cancellableProgress(l10n.t('Everpair: waiting for Ollama to start'), (signal) =>
      this.local.awaitOllama(signal),
    );
    return isRunning ? 'look-again' : 'done';
  }

  private async load(
    ollama: RunningOllama,
    model: string,
    bytes: number | undefined,
    windowTokens: number | undefined,
  ): Promise<void> {
    const missing = bytes === undefined ? undefined : await this.local.missingDiskBytes(ollama, bytes);
    if (missing !== undefined) {
      const text = l10n.t('The disk lacks {0} for {1}.', shownBytes(missing), model);
      if (!(await agrees(text, l10n.t('Load It Anyway')))) return;
    }
    const end = await loadModel(this.local, ollama, model);
    this.log.info(`Loading ${model} from Ollama: ${end.type}`);
    switch (end.type) {
      case 'failed':
        void vscode.window.showErrorMessage(`Everpair: ${end.message}`);
        return;
      case 'cancelled': {
        const goOn = l10n.t('Go On');
        const text = l10n.t(
          'Everpair: loading {0} was stopped at {1} of {2}. What has come is kept.',
          model,
          shownBytes(end.loadedBytes),
          shownBytes(end.totalBytes),
        );
        const answer = await vscode.window.showInformationMessage(text, goOn);
        if (answer === goOn) await this.load(ollama, model, undefined, windowTokens);
        return;
      }
      case 'loaded':
        await this.use(ollama, model, undefined, windowTokens);
    }
  }

  private async fillsIn(ollama: RunningOllama, model: string): Promise<boolean> {
    const servers = await this.look();
    const there = servers?.ollamas.find(({ baseUrl }) => baseUrl === ollama.baseUrl);
    return there?.installed.find(({ name }) => name === model)?.fillsIn === true;
  }

  /** Puts a model that is there into the chain. `fillsIn`: undefined where it is not known yet. */
  private async use(
    ollama: RunningOllama,
    model: string,
    fillsIn: boolean | undefined,
    windowTokens?: number,
  ): Promise<void> {
    await this.local.lookAgain();
    if (this.local.changed(ollama.baseUrl, { model }) === undefined) {
      const isUsual = ollama.baseUrl === usualUrl;
      await this.add({
        id: 'ollama',
        type: 'ollama',
        model,
        ...(isUsual ? {} : { baseUrl: ollama.baseUrl, label: ollama.isHere ? 'Ollama' : `Ollama (${ollama.host})` }),
        ...(windowTokens === undefined ? {} : { contextWindow: windowTokens }),
      });
      return;
    }
    const both = l10n.t('Chat and completions');
    const completions = l10n.t('Completions');
    const chat = l10n.t('Chat');
    const uses = (fillsIn ?? (await this.fillsIn(ollama, model))) ? [both, completions, chat] : [chat, both];
    const placeHolder = l10n.t('{0} is there. What shall it be used for?', model);
    const answer = await vscode.window.showQuickPick(uses, { title: title(), placeHolder });
    if (answer === undefined) return;
    const value = this.local.changed(ollama.baseUrl, {
      ...(answer === completions ? {} : { model }),
      ...(answer === chat ? {} : { completionModel: model }),
    });
    if (value) await write(value);
    this.tell(model);
  }

  private async add(entry: ProviderEntry): Promise<void> {
    const value = await this.local.added(entry);
    if (value !== undefined) {
      if (!this.local.isListed) {
        const names = value.map((each) => (each as { readonly id: string }).id).join(', ');
        const question = l10n.t(
          'To add {0}, the setting everpair.providers is written with all that is used now: {1}. A provider that is listed there may be sent code.',
          entry.label ?? entry.id,
          names,
        );
        if (!(await agrees(question, l10n.t('Write Setting')))) return;
      }
      await write(value);
    }
    this.tell(entry.model);
  }

  private tell(model: string): void {
    const open = l10n.t('Open Setting');
    void vscode.window
      .showInformationMessage(l10n.t('Everpair: {0} is ready.', model), open)
      .then((answer) => (answer === open ? showSetting('file', settingKeys.providers) : undefined));
  }
}

const usualUrl = 'http://127.0.0.1:11434';

const title = (): string => l10n.t('Everpair: Set Up Ollama');

function terminal(): vscode.Terminal {
  const found = vscode.window.terminals.find(({ name, exitStatus }) => name === 'Ollama' && exitStatus === undefined);
  const made = found ?? vscode.window.createTerminal({ name: 'Ollama' });
  made.show();
  return made;
}

async function choose(servers: LocalServers): Promise<LocalAction | undefined> {
  const items = localRows(servers).map((row): Row => {
    const { label, description, detail, action } = row;
    if (!action) return { label, kind: vscode.QuickPickItemKind.Separator, row };
    return { label, ...(description ? { description } : {}), ...(detail ? { detail } : {}), row };
  });
  const options = {
    title: title(),
    placeHolder: l10n.t('What shall be done?'),
    matchOnDescription: true,
    ignoreFocusOut: true,
  };
  return (await vscode.window.showQuickPick(items, options))?.row.action;
}

async function askName(): Promise<string | undefined> {
  const name = await vscode.window.showInputBox({
    title: title(),
    prompt: l10n.t('Name of the model, as at ollama.com/library'),
    placeHolder: 'codestral:22b',
    validateInput: (text) =>
      /^[\w.-]+(?:\/[\w.-]+)*(?::[\w.-]+)?$/.test(text.trim()) && text.length <= 200
        ? undefined
        : l10n.t('A name looks like codestral:22b.'),
  });
  return name?.trim();
}

async function agrees(question: string, yes: string): Promise<boolean> {
  return (await vscode.window.showWarningMessage(question, { modal: true }, yes)) === yes;
}

function write(value: readonly unknown[]): Thenable<void> {
  const section = vscode.workspace.getConfiguration(settingsSection);
  return section.update(settingKeys.providers, value, vscode.ConfigurationTarget.Global);
}
