import * as vscode from 'vscode';
import type { Log } from '../../../engine/model';
import { InlineEditKey } from './inlineEditKey';
import { registerInlineEditCommands } from './inlineEditCommands';
import type { InlineEdits } from './inlineEdits';

/** The keys and commands of inline edits. */
export function registerInlineEdit(edits: InlineEdits, log: Log): vscode.Disposable {
  return vscode.Disposable.from(edits, new InlineEditKey(log), registerInlineEditCommands(edits));
}
