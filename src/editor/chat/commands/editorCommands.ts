import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { commandAttachment, commandText, type NewPrompt, type PromptCommandName } from '../../../engine/chat';
import { commandIds } from '../../ids';
import { releaseChosen } from '../../privacy/releaseChosen';
import type { ChatContext } from '../context';
import type { ContextCommand } from '../context/contextCommand';
import { linesOf } from '../context/sources/selectionSource';
import { terminalItem } from '../context/sources/terminalSource';
import { builtInCommand, type CodeTarget } from './builtInCommand';

/** What the command of a menu, the palette or a light bulb may be given. */
interface Given {
  readonly uri: vscode.Uri;
  readonly range: vscode.Range;
  /** What stands behind the command in the chat. */
  readonly argument?: string;
}

export interface EditorCommandsDeps {
  readonly context: ChatContext;
  readonly openChat: () => Promise<void>;
  /** Whether a file may go along without being chosen by hand. */
  readonly mayGoAlong: (uri: vscode.Uri) => Promise<boolean>;
  /** Sends it in the conversation that is shown; what is in the input box stays there. */
  readonly send: (what: NewPrompt) => Promise<void>;
}

/** Commands of the chat for the code in front and the terminal, from menus, the palette and the light bulb. */
export function registerEditorCommands(deps: EditorCommandsDeps): vscode.Disposable {
  const asks =
    (name: PromptCommandName) =>
    (given: unknown): Promise<void> =>
      ask(deps, name, isGiven(given) ? given : inFront());
  return vscode.Disposable.from(
    vscode.commands.registerCommand(commandIds.explain, asks('explain')),
    vscode.commands.registerCommand(commandIds.fix, asks('fix')),
    vscode.commands.registerCommand(commandIds.writeTests, asks('tests')),
    vscode.commands.registerCommand(commandIds.document, asks('doc')),
    vscode.commands.registerCommand(commandIds.explainTerminalSelection, () => explainTerminal(deps)),
  );
}

async function ask(
  { context, openChat, send, mayGoAlong }: EditorCommandsDeps,
  name: PromptCommandName,
  given: Given | undefined,
): Promise<void> {
  if (!given) {
    void vscode.window.showInformationMessage(l10n.t('Open the file that this is to be about.'));
    return;
  }
  const { uri, range, argument = '' } = given;
  const target: CodeTarget = { uri, ...(range.isEmpty ? {} : { lines: linesOf(range) }) };
  const subject = target.lines ? 'selection' : 'file';
  const command = await builtInCommand(name, argument, { target, subject, isElsewhere: true, mayGoAlong });
  if (typeof command === 'string') {
    void vscode.window.showInformationMessage(command);
    return;
  }
  await openChat();
  const prompt = argument === '' ? `/${name}` : `/${name} ${argument}`;
  await send({ prompt, ...(await context.collectFor(command)) });
}

/** What is selected in the terminal is taken before the chat gets the focus. */
async function explainTerminal({ context, openChat, send }: EditorCommandsDeps): Promise<void> {
  const item = terminalItem();
  const text = commandText('explain', '', 'terminal');
  const command: ContextCommand = {
    attachment: commandAttachment('explain', releaseChosen(text)),
    detail: '',
    mentions: item ? [item] : [],
    withEditor: false,
  };
  const collected = await context.collectFor(command);
  if (!collected.attachments.some(({ kind }) => kind === 'terminal')) {
    const nothing = l10n.t('Select text in a terminal. Where the shell reports them, its last command is taken else.');
    void vscode.window.showInformationMessage(nothing);
    return;
  }
  await openChat();
  await send({ prompt: '/explain', ...collected });
}

function inFront(): Given | undefined {
  const editor = vscode.window.activeTextEditor;
  return editor && { uri: editor.document.uri, range: editor.selection };
}

/** A menu gives the address of its file alone. */
function isGiven(value: unknown): value is Given {
  return typeof value === 'object' && value !== null && 'range' in value && value.range instanceof vscode.Range;
}
