import * as vscode from 'vscode';
import type { PromptInput } from '../../../../engine/chat';

/** Asks for one value after the other; undefined where the user gives up. */
export async function askForInputs(inputs: readonly PromptInput[]): Promise<ReadonlyMap<string, string> | undefined> {
  const values = new Map<string, string>();
  for (const { name, placeholder } of inputs) {
    const value = await vscode.window.showInputBox({
      title: name,
      ...(placeholder === '' ? {} : { prompt: placeholder, placeHolder: placeholder }),
      ignoreFocusOut: true,
    });
    if (value === undefined) return undefined;
    values.set(name, value);
  }
  return values;
}
