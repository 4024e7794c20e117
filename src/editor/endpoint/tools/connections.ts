import type * as vscode from 'vscode';
import type { WrittenFile } from './files/fileEdit';
import type { ToolWay } from './tool';

const connectionsKey = 'everpair.connectedTools';

export interface Connection {
  readonly way: ToolWay['id'];
  readonly written?: WrittenFile;
}

/**
 * Which tools are connected and how, for all windows. It lies with the secrets: what a tool's file was before may have keys in it, and VS Code
 * tells every window of a change.
 */
export class Connections {
  constructor(private readonly secrets: vscode.SecretStorage) {}

  /** By the ids of the tools. */
  async all(): Promise<ReadonlyMap<string, Connection>> {
    const text = (await this.secrets.get(connectionsKey)) ?? '{}';
    try {
      return new Map(Object.entries(JSON.parse(text) as Record<string, Connection>));
    } catch {
      // Half a text is no reason to start no endpoint.
      return new Map();
    }
  }

  async add(toolId: string, connection: Connection): Promise<void> {
    await this.store(new Map(await this.all()).set(toolId, connection));
  }

  async remove(toolId: string): Promise<void> {
    const left = new Map(await this.all());
    left.delete(toolId);
    await this.store(left);
  }

  /** Also where another window has changed it. */
  onDidChange(listener: () => void): vscode.Disposable {
    return this.secrets.onDidChange(({ key }) => {
      if (key === connectionsKey) listener();
    });
  }

  private async store(connections: ReadonlyMap<string, Connection>): Promise<void> {
    await this.secrets.store(connectionsKey, JSON.stringify(Object.fromEntries(connections)));
  }
}
