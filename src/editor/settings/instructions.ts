import * as vscode from 'vscode';
import { readInstructions, type settingKeys, settingsSection } from '../../engine/config';
import type { ProblemNotice } from './problemNotice';

type InstructionsKey = (typeof settingKeys)['commitInstructions' | 'reviewInstructions'];

/** The user's own words for a kind of answer, or those of a workspace that is trusted: VS Code reads none of another. */
export function instructionsFor(key: InstructionsKey, folder: vscode.Uri, notice: ProblemNotice): string {
  const value = vscode.workspace.getConfiguration(settingsSection, folder).get<unknown>(key);
  const { text, problems } = readInstructions(key, value);
  notice.show(problems);
  return text;
}
