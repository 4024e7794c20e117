import * as vscode from 'vscode';
import { readInlineEditKey, settingKeys, settingsSection } from '../../../engine/config';
import type { Log } from '../../../engine/model';
import { ProblemNotice } from '../../settings/problemNotice';
import { extensionId, inlineEditContexts } from '../../ids';

/** As extensions write it, in any case. */
const key = /^(?:ctrl|cmd|ctrlcmd)\+i$/i;

interface Keybinding {
  readonly key?: unknown;
  readonly mac?: unknown;
  readonly when?: unknown;
}

/**
 * Says whether inline edits may have Ctrl+I: as the user wants it, and where nobody has said anything, only where no other
 * extension has it in an editor. VS Code's own inline chat is named in the `when` clause of the key.
 */
export class InlineEditKey implements vscode.Disposable {
  private readonly subscriptions: readonly vscode.Disposable[];

  private readonly notice: ProblemNotice;

  constructor(log: Log) {
    this.notice = new ProblemNotice(log);
    this.subscriptions = [
      vscode.extensions.onDidChange(() => this.set()),
      vscode.workspace.onDidChangeConfiguration((event) => {
        if (event.affectsConfiguration(`${settingsSection}.${settingKeys.inlineEditKey}`)) this.set();
      }),
    ];
    this.set();
  }

  dispose(): void {
    for (const subscription of this.subscriptions) subscription.dispose();
  }

  private set(): void {
    const value = vscode.workspace.getConfiguration(settingsSection).get<unknown>(settingKeys.inlineEditKey);
    const { use, problems } = readInlineEditKey(value);
    this.notice.show(problems);
    const { languages, isElsewhere } = takenKeys();
    setContext(inlineEditContexts.key, use === 'free' && isElsewhere ? 'never' : use);
    setContext(inlineEditContexts.languagesWithKey, languages);
  }
}

function setContext(name: string, value: unknown): void {
  void vscode.commands.executeCommand('setContext', name, value);
}

/** Where other extensions have the key: in editors of some languages, or of all. */
function takenKeys(): { readonly languages: readonly string[]; readonly isElsewhere: boolean } {
  const languages = new Set<string>();
  let isElsewhere = false;
  for (const { id, packageJSON } of vscode.extensions.all) {
    if (id === extensionId) continue;
    for (const { key: usual, mac, when } of keybindingsOf(packageJSON)) {
      if (![usual, mac].some((each) => typeof each === 'string' && key.test(each))) continue;
      const condition = typeof when === 'string' ? when : '';
      const named = [...condition.matchAll(/(?:editorLangId|resourceLangId)\s*==\s*'?([\w-]+)/g)].map(
        ([, name = '']) => name,
      );
      for (const name of named) languages.add(name);
      // A key for a view or a terminal is no key for an editor.
      if (named.length === 0 && (condition === '' || /\beditor(?:Text)?Focus\b|\btextInputFocus\b/.test(condition)))
        isElsewhere = true;
    }
  }
  return { languages: [...languages], isElsewhere };
}

function keybindingsOf(manifest: unknown): readonly Keybinding[] {
  const { contributes } = (manifest ?? {}) as { readonly contributes?: { readonly keybindings?: unknown } };
  const found = contributes?.keybindings;
  return (Array.isArray(found) ? found : [found]).filter(
    (each): each is Keybinding => typeof each === 'object' && each !== null,
  );
}
