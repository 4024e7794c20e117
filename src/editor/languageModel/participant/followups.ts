import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { metadataOf } from './turns';

/** What a user may want next. */
export function followups(result: vscode.ChatResult, history: vscode.ChatContext['history']): vscode.ChatFollowup[] {
  const answer = metadataOf(result);
  if (!answer || answer.end === 'stopped') return [];
  if (answer.end === 'length') return [{ prompt: l10n.t('Go on.') }];
  const asked = history.findLast((entry) => entry instanceof vscode.ChatRequestTurn);
  if (!asked) return [];
  if (answer.end === 'failed') return [{ prompt: asked.prompt, command: asked.command, label: l10n.t('Ask again') }];
  if (asked.command !== 'fix') return [];
  return [{ prompt: l10n.t('Cover what was fixed.'), command: 'tests', label: l10n.t('Write tests for it') }];
}
