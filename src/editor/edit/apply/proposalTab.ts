import * as vscode from 'vscode';
import { changeContext, changeScheme } from '../../ids';
import { changeIdOf, changeUri } from '../changes/changeDocuments';
import { isInMemory } from '../changes/fileToChange';
import type { Proposal } from './proposal';

/** Opens VS Code's own diff editor for a proposal: of one file, or of several as one. Resolves when it is there. */
export async function openProposal({ id, title, open }: Proposal): Promise<void> {
  const rows = open.map(({ uri, before }) => {
    // A document in memory has no file that a diff editor could open.
    const isShown = before !== undefined && !(isInMemory(uri) && uri.scheme !== 'untitled');
    return [uri, isShown ? uri : changeUri(id, uri, 'before'), changeUri(id, uri, 'after')] as const;
  });
  const [first] = rows;
  if (!first) return;
  if (rows.length > 1) await vscode.commands.executeCommand('vscode.changes', title, rows);
  else await vscode.commands.executeCommand('vscode.diff', first[1], first[2], title, { preview: false });
}

export async function closeProposal(proposal: Proposal): Promise<void> {
  const tabs = vscode.window.tabGroups.all.flatMap((group) => group.tabs.filter((tab) => isTabOf(proposal, tab)));
  if (tabs.length > 0) await vscode.window.tabGroups.close(tabs, true);
}

/** Of an editor for several files VS Code promises no more than its title; where it tells the files, they count. */
export function isTabOf({ id, title }: Pick<Proposal, 'id' | 'title'>, { input, label }: vscode.Tab): boolean {
  if (input instanceof vscode.TabInputTextDiff) return changeIdOf(input.modified) === id;
  const diffs = (input as { readonly textDiffs?: unknown } | undefined)?.textDiffs;
  if (!Array.isArray(diffs)) return input === undefined && label.startsWith(title);
  return diffs.some((diff) => diff instanceof vscode.TabInputTextDiff && changeIdOf(diff.modified) === id);
}

/** Tells menus and keys what the tab in front shows: a `proposal`, a `recorded` change, or neither. */
export class ShownChange implements vscode.Disposable {
  private readonly subscriptions: vscode.Disposable;

  constructor(private readonly proposals: () => readonly Proposal[]) {
    this.subscriptions = vscode.Disposable.from(
      vscode.window.tabGroups.onDidChangeTabs(() => this.update()),
      vscode.window.tabGroups.onDidChangeTabGroups(() => this.update()),
    );
  }

  /** The proposal in front. */
  current(): Proposal | undefined {
    const tab = vscode.window.tabGroups.activeTabGroup.activeTab;
    return tab && this.proposals().find((proposal) => isTabOf(proposal, tab));
  }

  /** Id of the recorded change in front, where it is of one file. */
  recorded(): string | undefined {
    const input = vscode.window.tabGroups.activeTabGroup.activeTab?.input;
    if (!(input instanceof vscode.TabInputTextDiff) || this.current()) return undefined;
    return input.original.scheme === changeScheme ? changeIdOf(input.original) : undefined;
  }

  update(): void {
    const shown = this.current() ? 'proposal' : this.recorded() === undefined ? '' : 'recorded';
    void vscode.commands.executeCommand('setContext', changeContext, shown);
  }

  dispose(): void {
    this.subscriptions.dispose();
  }
}
