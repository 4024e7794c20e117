import { randomUUID } from 'node:crypto';
import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { type Anchor, type Finding, isSameFinding } from '../../../engine/edit';
import { findingsContext, reviewControllerId } from '../../ids';
import { findingLabel, findingMarkdown } from './findingText';
import { movedRange } from './movedRange';

/** A finding at its lines. */
export interface ShownFinding {
  readonly id: string;
  readonly finding: Finding;
  readonly uri: vscode.Uri;
  readonly thread: vscode.CommentThread;
}

/** Findings as comments of VS Code. They stay with their lines while the files are edited, until they are dismissed. */
export class FindingComments implements vscode.Disposable {
  private readonly controller = vscode.comments.createCommentController(reviewControllerId, 'Everpair');
  private readonly changed = new vscode.EventEmitter<void>();
  private readonly edits: vscode.Disposable;
  private shown: readonly ShownFinding[] = [];

  readonly onDidChange = this.changed.event;

  constructor() {
    this.controller.options = { placeHolder: '', prompt: '' };
    this.edits = vscode.workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
      const uri = document.uri.toString();
      for (const { thread } of this.shown) {
        if (thread.uri.toString() !== uri || !thread.range) continue;
        const range = movedRange(thread.range, contentChanges);
        if (range !== thread.range) thread.range = range;
      }
    });
  }

  /** In the order of files and lines. */
  get all(): readonly ShownFinding[] {
    return [...this.shown].sort(
      (a, b) => compare(a.uri.toString(), b.uri.toString()) || lineOf(a.thread) - lineOf(b.thread),
    );
  }

  /** Those that are neither resolved nor dismissed. */
  get open(): readonly ShownFinding[] {
    return this.all.filter(({ thread }) => thread.state !== vscode.CommentThreadState.Resolved);
  }

  has(finding: Finding): boolean {
    return this.shown.some((other) => isSameFinding(other.finding, finding));
  }

  add(finding: Finding, uri: vscode.Uri, anchor: Anchor): void {
    const id = randomUUID();
    const range = new vscode.Range(anchor.first, 0, anchor.last, 0);
    const label = findingLabel(finding, anchor);
    const comment = {
      body: findingMarkdown(id, finding),
      mode: vscode.CommentMode.Preview,
      author: { name: 'Everpair' },
    };
    const thread = this.controller.createCommentThread(uri, range, [comment]);
    thread.canReply = false;
    thread.label = label;
    thread.contextValue = finding.fix ? 'fix' : 'finding';
    thread.state = vscode.CommentThreadState.Unresolved;
    thread.collapsibleState = vscode.CommentThreadCollapsibleState.Collapsed;
    this.shown = [...this.shown, { id, finding, uri, thread }];
    this.tell();
  }

  /** Undefined where it was dismissed. */
  byId(id: string): ShownFinding | undefined {
    return this.shown.find((each) => each.id === id);
  }

  setResolved({ thread, finding }: ShownFinding, isResolved: boolean): void {
    thread.state = isResolved ? vscode.CommentThreadState.Resolved : vscode.CommentThreadState.Unresolved;
    thread.contextValue = isResolved ? 'resolved' : finding.fix ? 'fix' : 'finding';
    if (isResolved) thread.collapsibleState = vscode.CommentThreadCollapsibleState.Collapsed;
    this.tell();
  }

  /** Takes findings away. */
  dismiss(findings: readonly ShownFinding[]): void {
    for (const { thread } of findings) thread.dispose();
    this.shown = this.shown.filter((each) => !findings.includes(each));
    this.tell();
  }

  /** Shows one with its file, and folds the others. */
  async reveal({ uri, thread }: ShownFinding): Promise<void> {
    const start = new vscode.Position(thread.range?.start.line ?? 0, 0);
    await vscode.window.showTextDocument(uri, { selection: new vscode.Range(start, start) });
    for (const each of this.shown) {
      const { Collapsed, Expanded } = vscode.CommentThreadCollapsibleState;
      each.thread.collapsibleState = each.thread === thread ? Expanded : Collapsed;
    }
  }

  dispose(): void {
    this.edits.dispose();
    this.controller.dispose();
    this.changed.dispose();
  }

  private tell(): void {
    void vscode.commands.executeCommand('setContext', findingsContext, this.shown.length > 0);
    this.changed.fire();
  }
}

/** The count of findings for the status bar. */
export function countText(count: number): string {
  return count === 1 ? l10n.t('1 finding') : l10n.t('{0} findings', count);
}

function lineOf({ range }: vscode.CommentThread): number {
  return range?.start.line ?? 0;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
