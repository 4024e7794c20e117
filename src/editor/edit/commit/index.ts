import * as vscode from 'vscode';
import { commandIds } from '../../ids';
import { CommitMessages, type CommitMessagesDeps } from './commitMessages';

/** The command that writes messages of commits. Reads nothing before it is used. */
export function registerCommitMessages(deps: CommitMessagesDeps): vscode.Disposable {
  const messages = new CommitMessages(deps);
  return vscode.commands.registerCommand(commandIds.generateCommitMessage, (clicked: unknown) =>
    messages.generate(clicked),
  );
}
