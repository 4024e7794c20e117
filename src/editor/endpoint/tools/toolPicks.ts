import { homedir } from 'node:os';
import path from 'node:path';
import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import type { Connection } from './connections';
import type { Tool, ToolWay } from './tool';
import { tools } from './toolList';

interface ToolPick extends vscode.QuickPickItem {
  readonly tool: Tool;
}

interface WayPick extends vscode.QuickPickItem {
  readonly way: ToolWay;
}

export async function pickTool(connected: ReadonlyMap<string, Connection>): Promise<Tool | undefined> {
  const items = tools.map((tool): ToolPick => {
    const connection = connected.get(tool.id);
    return { label: tool.name, ...(connection ? { description: connectedBy(connection) } : {}), tool };
  });
  const picked = await vscode.window.showQuickPick(items, {
    title: l10n.t('Everpair: Connect a Tool'),
    placeHolder: l10n.t('Which tool shall ask your providers?'),
  });
  return picked?.tool;
}

/** `startsToo`: the endpoint is off, and to choose a way starts it. */
export async function pickWay(
  { name }: Tool,
  ways: readonly ToolWay[],
  startsToo: boolean,
): Promise<ToolWay | undefined> {
  const items = ways.map((way): WayPick => ({ ...wordsOf(way), way }));
  const picked = await vscode.window.showQuickPick(items, {
    title: l10n.t('Everpair: connect {0}', name),
    placeHolder: startsToo
      ? l10n.t('What shall be set? The local endpoint is off, and is started for it.')
      : l10n.t('What shall be set?'),
    matchOnDetail: true,
  });
  return picked?.way;
}

export async function pickConnected(connected: ReadonlyMap<string, Connection>): Promise<Tool | undefined> {
  const items = tools.flatMap((tool): ToolPick[] => {
    const connection = connected.get(tool.id);
    return connection ? [{ label: tool.name, description: connectedBy(connection), tool }] : [];
  });
  const picked = await vscode.window.showQuickPick(items, {
    title: l10n.t('Everpair: Disconnect a Tool'),
    placeHolder: l10n.t('Which tool shall be as it was before?'),
  });
  return picked?.tool;
}

/** A path as the user writes it. */
function shownPath(file: string): string {
  const inside = path.relative(homedir(), file);
  return inside.startsWith('..') || path.isAbsolute(inside) ? file : path.join('~', inside);
}

function connectedBy({ written }: Connection): string {
  return written
    ? l10n.t('connected by {0}', shownPath(written.file.path))
    : l10n.t('connected in the terminals of VS Code');
}

function wordsOf({ variables = {}, file }: ToolWay): Omit<vscode.QuickPickItem, 'kind'> {
  const names = Object.keys(variables).join(', ');
  if (!file) return { label: l10n.t('$(terminal) The terminals of VS Code'), detail: names };
  const detail =
    names === ''
      ? l10n.t('You see the change first.')
      : l10n.t('You see the change first. In the terminals of VS Code: {0}', names);
  return { label: l10n.t('$(file) Its file {0}', shownPath(file.path)), detail };
}
