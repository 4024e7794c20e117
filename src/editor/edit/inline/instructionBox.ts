import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { inlineEditContexts } from '../../ids';

export interface BoxEvents {
  /** Enter with what was written, which may be nothing. */
  readonly sent: (text: string) => void;
  /** VS Code closed it, since another box was opened or the user pressed its own key for that. */
  readonly hidden: () => void;
  readonly acceptAll: () => void;
  readonly rejectAll: () => void;
}

/**
 * The box for instructions: VS Code's own input. It has the focus at once. A box within the editor, which a comment thread would be,
 * gets it so late that what is typed meanwhile goes into the file, in place of what is selected.
 */
export class InstructionBox implements vscode.Disposable {
  private input: vscode.InputBox | undefined;
  private heading = '';

  constructor(private readonly events: BoxEvents) {}

  get isShown(): boolean {
    return this.input !== undefined;
  }

  /** Room for an instruction. Where it is open already, the focus stays where it is, unless it is `taken`. */
  open(
    prompt: string,
    { hasChanges, focus }: { readonly hasChanges: boolean; readonly focus: 'left' | 'taken' },
  ): void {
    // VS Code gives the focus to an input only when it opens.
    if (focus === 'taken') this.dispose();
    const input = this.input ?? this.created();
    input.busy = false;
    input.value = '';
    input.prompt = prompt;
    input.buttons = hasChanges ? [acceptButton(), rejectButton()] : [];
    input.show();
    showKeys(true);
  }

  /** One line, above what is written. */
  tell(heading: string): void {
    this.heading = heading;
    if (this.input && this.input.title !== heading) this.input.title = heading;
  }

  /** While an edit is being written. */
  wait(prompt: string): void {
    if (!this.input) return;
    this.input.busy = true;
    this.input.value = '';
    this.input.prompt = prompt;
    this.input.buttons = [];
  }

  dispose(): void {
    const { input } = this;
    if (!input) return;
    this.input = undefined;
    showKeys(false);
    input.dispose();
  }

  private created(): vscode.InputBox {
    const input = vscode.window.createInputBox();
    this.input = input;
    input.title = this.heading;
    input.placeholder = l10n.t('What shall change?');
    // The user looks at the changes meanwhile.
    input.ignoreFocusOut = true;
    input.onDidAccept(() => this.events.sent(input.value));
    input.onDidTriggerButton((button) => {
      if (button.tooltip === acceptButton().tooltip) this.events.acceptAll();
      else this.events.rejectAll();
    });
    input.onDidHide(() => {
      if (this.input !== input) return;
      this.dispose();
      this.events.hidden();
    });
    return input;
  }
}

/** Escape is a key of ours only while the box is there: other boxes of VS Code close by it. */
function showKeys(isShown: boolean): void {
  void vscode.commands.executeCommand('setContext', inlineEditContexts.box, isShown);
}

function acceptButton(): vscode.QuickInputButton {
  return { iconPath: new vscode.ThemeIcon('check-all'), tooltip: l10n.t('Accept All Changes') };
}

function rejectButton(): vscode.QuickInputButton {
  return { iconPath: new vscode.ThemeIcon('discard'), tooltip: l10n.t('Reject All Changes') };
}
