import { homedir } from 'node:os';
import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import type { EndpointToken } from '../endpointToken';
import { originOf } from '../ownership/endpointState';
import type { TerminalEnvironment } from '../terminalEnvironment';
import type { Connections } from './connections';
import type { Preview } from './files/preview';
import type { HomePlace, Tool, ToolTarget, ToolWay } from './tool';
import { rewrite, takeBack, writeAfterQuestion } from './toolFile';
import { autoModel, tools, wayOf } from './toolList';
import { pickConnected, pickTool, pickWay } from './toolPicks';

export interface ToolConnectorDeps {
  readonly settings: () => { readonly isEnabled: boolean; readonly port: number };
  readonly token: EndpointToken;
  readonly connections: Connections;
  readonly environment: TerminalEnvironment;
  /** The terminals are on this machine: what is set for them reaches the endpoint. */
  readonly hasTerminals: boolean;
  readonly preview: Preview;
  /** Turns the endpoint on, and resolves when it was tried. */
  readonly start: () => Promise<void>;
}

/** Connects other tools with the endpoint, and takes that back. */
export class ToolConnector {
  constructor(private readonly deps: ToolConnectorDeps) {}

  async connect(): Promise<void> {
    const { connections, settings, start, preview } = this.deps;
    const tool = await pickTool(await connections.all());
    if (!tool) return;
    const target = await this.target();
    const ways = tool.ways(target, place()).filter(({ variables }) => this.deps.hasTerminals || !variables);
    if (ways.length === 0) {
      await this.tellByHand(tool, target);
      return;
    }
    const way = await pickWay(tool, ways, !settings().isEnabled);
    if (!way) return;
    // Until the user has agreed, an earlier connection stays.
    const earlier = (await connections.all()).get(tool.id)?.written;
    const isSameFile = earlier !== undefined && earlier.file.path === way.file?.path;
    const written =
      way.file && (await writeAfterQuestion(way.file, target.token, preview, isSameFile ? earlier : undefined));
    if (way.file && !written) return;
    if (!isSameFile && !(await this.release(tool))) return;
    await connections.add(tool.id, { way: way.id, ...(written ? { written } : {}) });
    if (!settings().isEnabled) await start();
    await this.setTerminals();
    tellConnected(tool, way);
  }

  async disconnect(): Promise<void> {
    const { connections } = this.deps;
    const all = await connections.all();
    if (all.size === 0) {
      void vscode.window.showInformationMessage(l10n.t('Everpair: no tool is connected.'));
      return;
    }
    const tool = await pickConnected(all);
    if (!tool || !(await this.release(tool))) return;
    await this.setTerminals();
    void vscode.window.showInformationMessage(
      l10n.t('Everpair: {0} is as it was before. Terminals that are open keep their variables.', tool.name),
    );
  }

  /** The terminals have what connected tools need, as long as there is an endpoint. */
  async setTerminals(): Promise<void> {
    const { connections, environment, settings, hasTerminals } = this.deps;
    const connected = await connections.all();
    const target = settings().isEnabled && hasTerminals && connected.size > 0 ? await this.target() : undefined;
    const variables = new Map<string, Readonly<Record<string, string>>>();
    for (const tool of target ? tools : []) {
      const connection = connected.get(tool.id);
      const way = connection && target && wayOf(tool, connection.way, target, place());
      if (way?.variables) variables.set(tool.name, way.variables);
    }
    environment.setTools(variables);
  }

  /** Writes the token and the port of now to the files of connected tools; resolves to the tools where that was not safe. */
  async rewriteFiles(): Promise<readonly Tool[]> {
    const { connections } = this.deps;
    const target = await this.target();
    const failed: Tool[] = [];
    for (const [id, { way, written }] of await connections.all()) {
      const tool = tools.find((each) => each.id === id);
      const file = tool && wayOf(tool, way, target, place())?.file;
      if (!written || !file) continue;
      const now = await rewrite(written, file);
      if (now) await connections.add(id, { way, written: now });
      else failed.push(tool);
    }
    return failed;
  }

  /** False: what connects the tool could not be taken back. */
  private async release(tool: Tool): Promise<boolean> {
    const { connections } = this.deps;
    const connection = (await connections.all()).get(tool.id);
    if (!connection) return true;
    if (connection.written && !(await takeBack(connection.written))) return false;
    await connections.remove(tool.id);
    return true;
  }

  private async target(): Promise<ToolTarget> {
    return { origin: originOf(this.deps.settings().port), token: await this.deps.token.current() };
  }

  private async tellByHand({ name }: Tool, { origin, token }: ToolTarget): Promise<void> {
    const { settings, start } = this.deps;
    if (!settings().isEnabled) await start();
    const address = `${origin}/v1`;
    const copyAddress = l10n.t('Copy Address');
    const copyToken = l10n.t('Copy Token');
    const text = l10n.t(
      'Everpair: {0} keeps its settings for itself. Choose "OpenAI Compatible" there, with the address {1}, the token as its key, and the model {2}.',
      name,
      address,
      autoModel,
    );
    for (let answer: string | undefined = ''; answer !== undefined;) {
      answer = await vscode.window.showInformationMessage(text, copyAddress, copyToken);
      if (answer !== undefined) await vscode.env.clipboard.writeText(answer === copyAddress ? address : token);
    }
  }
}

function tellConnected({ name }: Tool, { variables, next }: ToolWay): void {
  const newTerminal = l10n.t('New Terminal');
  const text = variables
    ? l10n.t('Everpair: {0} is connected. Start it in a new terminal: those that are open do not know it.', name)
    : l10n.t('Everpair: {0} is connected.', name);
  const words = next === undefined ? text : `${text} ${next}`;
  void vscode.window.showInformationMessage(words, ...(variables ? [newTerminal] : [])).then((answer) => {
    if (answer === newTerminal) void vscode.commands.executeCommand('workbench.action.terminal.new');
  });
}

function place(): HomePlace {
  return { home: homedir(), environment: process.env };
}
