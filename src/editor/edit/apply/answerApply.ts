import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { type CodeBlock, refusalText } from '../../../engine/edit';
import { withoutHidden } from '../../../engine/model';
import { pathOf } from '../../filePath';
import { blocksForFiles, blocksShownAs, type ShownBlock } from './answerBlocks';
import { mergeByModel, type MergeDeps } from './mergeByModel';
import { type BlockForFile, nothingPlanned, planFiles } from './plannedFiles';
import type { Proposal } from './proposal';
import type { Proposals } from './proposals';
import { slowProgress } from './slowProgress';
import { type TargetHints, targetOf } from './targetFile';

/** An answer of the chat that has ended. */
export interface AnswerToApply {
  readonly conversationId: string;
  readonly turnId: string;
  /** The beginning of the prompt. */
  readonly title: string;
  readonly text: string;
  /** Paths of files that went with the prompt. */
  readonly attached: readonly string[];
  /** The editor that the user works in. */
  readonly target: vscode.TextEditor | undefined;
}

export interface AnswerApplyDeps extends MergeDeps {
  readonly proposals: Proposals;
  readonly insert: (target: vscode.TextEditor | undefined, code: string) => Promise<void>;
}

/** Turns code blocks of an answer into proposed changes to files, and shows these. Nothing is written before the user accepts it. */
export class AnswerApply {
  constructor(private readonly deps: AnswerApplyDeps) {}

  async applyBlock(answer: AnswerToApply, shown: ShownBlock): Promise<void> {
    await this.apply(answer, blocksShownAs(answer.text, shown), shown.text);
  }

  async applyAll(answer: AnswerToApply): Promise<void> {
    const blocks = blocksForFiles(answer.text);
    if (blocks.length > 0) return this.apply(answer, blocks);
    void vscode.window.showInformationMessage(l10n.t('The answer has no code that could be applied to a file.'));
  }

  /** `code`: of a single block, for who wants to put it somewhere by hand. */
  private async apply(answer: AnswerToApply, blocks: readonly CodeBlock[], code?: string): Promise<void> {
    const { title, attached, target, text } = answer;
    const { privacy, proposals, isValid } = this.deps;
    const hints = { attached, active: target?.document.uri, answer: text };
    const { found, refused } = await findTargets(blocks, hints);
    const plan = await slowProgress(l10n.t('Everpair: preparing the changes'), (signal) =>
      planFiles(found, { privacy, isValid, signal }),
    );
    if (!plan) return;
    const { files, unchanged } = plan;
    const refusals = [...refused, ...plan.refusals];
    const [first] = files;
    if (!first) {
      if (refusals.length === 0 && unchanged.length === 0) return;
      const message = `Everpair: ${nothingPlanned({ ...plan, refusals })}`;
      const merge = refusals.length === 1 ? plan.withoutPlace[0] : undefined;
      if (refusals.length > 0) await this.tellRefusal(message, { code, target, file: found[0]?.uri, merge }, answer);
      else void vscode.window.showInformationMessage(message);
      return;
    }
    // VS Code tells how many files there are.
    const tabTitle = l10n.t('Proposal: {0}', files.length === 1 ? pathOf(first.uri) : title);
    await proposals.open(originOf(answer), tabTitle, files);
    if (refusals.length === 0) return;
    const left = l10n.t('Not everything could be applied. {0}', refusals.join(' '));
    void vscode.window.showWarningMessage(`Everpair: ${left}`);
  }

  /** With what can be done next. `code`: undefined where the refusal is about more than one block. */
  private async tellRefusal(
    message: string,
    { code, target, file, merge }: Refused,
    answer: AnswerToApply,
  ): Promise<void> {
    const [ask, insert, copy] = [l10n.t('Ask a Model to Merge It'), l10n.t('Insert at Cursor'), l10n.t('Copy')];
    const isInFront = file === undefined || file.toString() === target?.document.uri.toString();
    const open = isInFront ? undefined : l10n.t('Open {0}', pathOf(file));
    const actions = code === undefined ? [] : [...(merge ? [ask] : []), open ?? insert, copy];
    const chosen = await vscode.window.showWarningMessage(message, ...actions);
    if (chosen === undefined || code === undefined) return;
    if (chosen === ask && merge) await this.merge(merge, answer);
    else if (chosen === copy) await vscode.env.clipboard.writeText(code);
    // Hidden characters must not get into a file.
    else if (chosen === insert) await this.deps.insert(target, withoutHidden(code));
    else if (file) await vscode.commands.executeCommand('vscode.open', file);
  }

  private async merge(asked: BlockForFile, answer: AnswerToApply): Promise<void> {
    const file = await mergeByModel(asked, this.deps);
    if (file) await this.deps.proposals.open(originOf(answer), l10n.t('Proposal: {0}', pathOf(file.uri)), [file]);
  }
}

function originOf({ conversationId, turnId, title }: AnswerToApply): Proposal['origin'] {
  // The title stands within sentences.
  return { conversationId, turnId, label: l10n.t('Answer: {0}', title.replace(/[.。]$/, '')) };
}

interface Refused {
  readonly code: string | undefined;
  readonly target: vscode.TextEditor | undefined;
  readonly file: vscode.Uri | undefined;
  /** The block, where a model may find its place. */
  readonly merge: BlockForFile | undefined;
}

/** The file of each block, one question after the other. `refused`: sentences for people. */
async function findTargets(
  blocks: readonly CodeBlock[],
  hints: TargetHints,
): Promise<{ readonly found: readonly BlockForFile[]; readonly refused: readonly string[] }> {
  const found: BlockForFile[] = [];
  const refused: string[] = [];
  for (const block of blocks) {
    const target = block.isClosed
      ? await targetOf(block, hints)
      : { type: 'refused' as const, why: refusalText('cut-off') };
    if (target.type === 'file') found.push({ block, uri: target.uri });
    if (target.type === 'refused') refused.push(target.why);
  }
  return { found, refused };
}
