import { randomUUID } from 'node:crypto';
import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { hunkAt, planWrite, withHunks, writeRefusalText } from '../../../engine/edit';
import { pathOf } from '../../filePath';
import { changedFileOf, type TextSource } from '../changes/changeDocuments';
import type { ChangeResult, FileChanges } from '../changes/fileChanges';
import { openToChange } from '../changes/fileToChange';
import { resultText } from '../changes/resultText';
import type { PlannedFile } from './plannedFiles';
import { Proposal, type ProposedFile } from './proposal';
import { closeProposal, isTabOf, openProposal, ShownChange } from './proposalTab';

export interface ProposalsDeps {
  readonly fileChanges: FileChanges;
  /** Texts of a proposal are others now. */
  readonly refresh: (id: string) => void;
  readonly takeBack: (id: string) => Promise<void>;
}

/** Proposed changes that are shown in diff editors, until each is accepted or rejected. */
export class Proposals implements vscode.Disposable {
  private proposals: readonly Proposal[] = [];
  private readonly subscriptions: vscode.Disposable;
  readonly shown: ShownChange;

  constructor(private readonly deps: ProposalsDeps) {
    this.shown = new ShownChange(() => this.proposals);
    this.subscriptions = vscode.Disposable.from(
      this.shown,
      // Whoever closes the tab wants none of it.
      vscode.window.tabGroups.onDidChangeTabs(({ closed }) => {
        this.proposals = this.proposals.filter((proposal) => !closed.some((tab) => isTabOf(proposal, tab)));
      }),
    );
  }

  /** For the diff editor. */
  readonly texts: TextSource = (id) => {
    const proposal = this.proposals.find((each) => each.id === id);
    return Promise.resolve(proposal?.open.map(({ uri, before, after }) => ({ file: uri, before, after })));
  };

  async open(origin: Proposal['origin'], title: string, files: readonly PlannedFile[]): Promise<void> {
    const proposal = new Proposal(randomUUID(), origin, title, files);
    this.proposals = [...this.proposals, proposal];
    await openProposal(proposal);
    this.shown.update();
  }

  async accept(): Promise<void> {
    const proposal = this.shown.current();
    if (proposal) await this.write(proposal, proposal.open);
  }

  async reject(): Promise<void> {
    const proposal = this.shown.current();
    if (proposal) await this.settle(proposal, proposal.open);
  }

  async acceptFile(): Promise<void> {
    const proposal = this.shown.current();
    const file = proposal && (await fileOf(proposal));
    if (file) await this.write(proposal, [file]);
  }

  async rejectFile(): Promise<void> {
    const proposal = this.shown.current();
    const file = proposal && (await fileOf(proposal));
    if (file) await this.settle(proposal, [file]);
  }

  /** Of the proposal only the hunk at the cursor is written. */
  async acceptHunk(): Promise<void> {
    await this.atHunk(async (proposal, file, hunk) => {
      const { before, after } = file;
      const some = withHunks(before ?? '', after, (index) => index === hunk);
      if (some === after) return this.write(proposal, [file]);
      const result = await this.apply(proposal, [{ ...file, after: some }]);
      if (result.type === 'refused') {
        tell(result);
        return;
      }
      file.before = some;
      this.deps.refresh(proposal.id);
    });
  }

  /** The hunk at the cursor is taken out of the proposal. */
  async rejectHunk(): Promise<void> {
    await this.atHunk(async (proposal, file, hunk) => {
      file.after = withHunks(file.before ?? '', file.after, (index) => index !== hunk);
      this.deps.refresh(proposal.id);
      if (file.after === (file.before ?? '')) await this.settle(proposal, [file]);
    });
  }

  dispose(): void {
    this.subscriptions.dispose();
  }

  private async write(proposal: Proposal, files: readonly ProposedFile[]): Promise<void> {
    const result = await this.apply(proposal, files);
    if (result.type === 'refused') {
      tell(result);
      return;
    }
    await this.settle(proposal, files);
    const [only] = proposal.open.length === 0 ? files : [];
    // The editor that showed the difference is gone.
    if (only && files.length === 1) await vscode.window.showTextDocument(only.uri, { preview: true });
    const names = files.map(({ uri }) => pathOf(uri)).join(', ');
    const back = l10n.t('Take Back');
    const text = `Everpair: ${resultText(result, l10n.t('Changed: {0}.', names))}`;
    const actions = result.type === 'changed' ? [back] : [];
    const chosen = await vscode.window.showInformationMessage(text, ...actions);
    if (chosen === back && result.type === 'changed') await this.deps.takeBack(result.id);
  }

  private apply({ origin }: Proposal, files: readonly ProposedFile[]): Promise<ChangeResult> {
    return this.deps.fileChanges.applyChange({ ...origin, files });
  }

  private async settle(proposal: Proposal, files: readonly ProposedFile[]): Promise<void> {
    proposal.settle(files);
    if (proposal.open.length > 0) return;
    this.proposals = this.proposals.filter((each) => each !== proposal);
    await closeProposal(proposal);
  }

  private async atHunk(act: (proposal: Proposal, file: ProposedFile, hunk: number) => Promise<void>): Promise<void> {
    const proposal = this.shown.current();
    const editor = vscode.window.activeTextEditor;
    const uri = editor && changedFileOf(editor.document.uri);
    const file = uri && proposal?.file(uri);
    if (!proposal || !editor || !file) {
      void vscode.window.showInformationMessage(l10n.t('Place the cursor in a change on the right side first.'));
      return;
    }
    if (!(await this.follow(proposal, file))) return;
    const hunk = hunkAt(file.before ?? '', file.after, editor.selection.active.line);
    if (hunk !== undefined) await act(proposal, file, hunk);
    else void vscode.window.showInformationMessage(l10n.t('Place the cursor in a change on the right side first.'));
  }

  /** What was changed in the file meanwhile becomes a part of the proposal. */
  private async follow({ id }: Proposal, file: ProposedFile): Promise<boolean> {
    const now = await openToChange(file.uri);
    if ('why' in now || now.text === file.before) return true;
    const plan = planWrite({ ...file, uri: file.uri.toString() }, now.text);
    if (plan.type === 'refused') {
      void vscode.window.showWarningMessage(`Everpair: ${writeRefusalText(plan.reason, pathOf(file.uri))}`);
      return false;
    }
    file.before = now.text;
    file.after = (plan.type === 'write' ? plan.after : now.text) ?? '';
    this.deps.refresh(id);
    return true;
  }
}

/** The file that the cursor is in, or the one that the user picks. */
async function fileOf(proposal: Proposal): Promise<ProposedFile | undefined> {
  const uri = vscode.window.activeTextEditor?.document.uri;
  const here = uri && proposal.file(changedFileOf(uri) ?? uri);
  if (here || proposal.open.length <= 1) return here ?? proposal.open[0];
  const rows = proposal.open.map((file) => ({ label: pathOf(file.uri), file }));
  return (await vscode.window.showQuickPick(rows, { title: l10n.t('Everpair: which file?') }))?.file;
}

function tell(result: ChangeResult): void {
  void vscode.window.showWarningMessage(`Everpair: ${resultText(result, '')}`);
}
