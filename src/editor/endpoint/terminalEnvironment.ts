import path from 'node:path';
import * as l10n from '@vscode/l10n';
import type * as vscode from 'vscode';

type Variables = Readonly<Record<string, string>>;

/** What VS Code's terminals get from Everpair: the variables of connected tools, and the folder of the command-line tool. */
export class TerminalEnvironment {
  private tools: ReadonlyMap<string, Variables> = new Map();
  private toolFolder: string | undefined;

  constructor(private readonly collection: vscode.GlobalEnvironmentVariableCollection) {}

  /** `folder`: goes in front of the others in which commands are looked for. */
  addFolder(folder: string): void {
    this.toolFolder = folder;
    this.apply();
  }

  /** By the names of the tools. */
  setTools(tools: ReadonlyMap<string, Variables>): void {
    if (tools.size === 0 && this.tools.size === 0) return;
    this.tools = tools;
    this.apply();
  }

  private apply(): void {
    const { collection, tools, toolFolder } = this;
    collection.clear();
    // VS Code keeps what is persistent in a file: the token must not be there.
    collection.persistent = tools.size === 0;
    collection.description = descriptionOf([...tools.keys()]);
    for (const variables of tools.values())
      for (const [name, value] of Object.entries(variables)) collection.replace(name, value);
    if (toolFolder !== undefined) {
      const options = { applyAtProcessCreation: true, applyAtShellIntegration: true };
      collection.prepend('PATH', toolFolder + path.delimiter, options);
    }
  }
}

function descriptionOf(tools: readonly string[]): string {
  const command = l10n.t('Has the command `everpair`.');
  return tools.length === 0 ? command : `${command} ${l10n.t('Connects to the endpoint: {0}.', tools.join(', '))}`;
}
