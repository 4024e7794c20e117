import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { nameOf } from '../../filePath';
import { chooseRepository } from '../../git/chooseRepository';
import { commandIds, reviewStatusId } from '../../ids';
import type { FileChanges } from '../changes/fileChanges';
import { FindingActions, findingFor } from './findingActions';
import { countText, FindingComments, type ShownFinding } from './findingComments';
import { FixDocuments } from './fixDocuments';
import { changedMaterial, codeMaterial, type CodePlace } from './reviewMaterial';
import { CodeReviews, type CodeReviewsDeps } from './codeReviews';
import { pickScope } from './reviewScope';

export interface ReviewDeps extends Omit<CodeReviewsDeps, 'comments'> {
  readonly fileChanges: Pick<FileChanges, 'applyChange'>;
}

/** Reviews and their findings. Reads nothing before a command is used. */
export function registerReview({ fileChanges, ...deps }: ReviewDeps): vscode.Disposable {
  const { privacy } = deps;
  const comments = new FindingComments();
  const documents = new FixDocuments();
  const actions = new FindingActions(comments, documents, fileChanges);
  const reviews = new CodeReviews({ ...deps, comments });
  const withFinding = (act: (shown: ShownFinding) => unknown) => async (given: unknown) => {
    const shown = findingFor(comments, given);
    if (shown) await act(shown);
    else void vscode.window.showInformationMessage(l10n.t('Everpair: put the cursor into the lines of a finding.'));
  };
  return vscode.Disposable.from(
    vscode.commands.registerCommand(commandIds.reviewChanges, async (clicked: unknown) => {
      const repository = await chooseRepository(clicked, l10n.t('Everpair: Review Changes'));
      const scope = repository && (await pickScope(repository));
      if (!scope) return;
      const { rootUri } = repository;
      await reviews.review(nameOf(rootUri), (signal) => changedMaterial(rootUri, scope, privacy, signal));
    }),
    vscode.commands.registerCommand(commandIds.reviewSelection, async (given: unknown) => {
      const place = placeIn(given);
      if (place) await reviews.review(nameOf(place.uri), () => codeMaterial(place, privacy));
      else void vscode.window.showInformationMessage(l10n.t('Everpair: open the file that is to be reviewed.'));
    }),
    vscode.commands.registerCommand(commandIds.nextFinding, () => actions.go(1)),
    vscode.commands.registerCommand(commandIds.previousFinding, () => actions.go(-1)),
    vscode.commands.registerCommand(
      commandIds.showFix,
      withFinding((shown) => actions.showFix(shown)),
    ),
    vscode.commands.registerCommand(
      commandIds.applyFix,
      withFinding((shown) => actions.applyFix(shown)),
    ),
    vscode.commands.registerCommand(
      commandIds.discussFinding,
      withFinding((shown) => actions.discuss(shown)),
    ),
    vscode.commands.registerCommand(
      commandIds.resolveFinding,
      withFinding((shown) => comments.setResolved(shown, true)),
    ),
    vscode.commands.registerCommand(
      commandIds.reopenFinding,
      withFinding((shown) => comments.setResolved(shown, false)),
    ),
    vscode.commands.registerCommand(
      commandIds.dismissFinding,
      withFinding((shown) => comments.dismiss([shown])),
    ),
    vscode.commands.registerCommand(commandIds.dismissAllFindings, () => comments.dismiss(comments.all)),
    countItem(comments),
    comments,
    documents,
  );
}

/** Of a menu or a light bulb, which give an address or lines, or of the editor in front. */
function placeIn(given: unknown): CodePlace | undefined {
  if (typeof given === 'object' && given !== null && 'uri' in given && 'range' in given) return given as CodePlace;
  const editor = vscode.window.activeTextEditor;
  return editor && { uri: editor.document.uri, range: editor.selection };
}

/** How many findings are open, in the status bar; a click goes to the next. */
function countItem(comments: FindingComments): vscode.Disposable {
  const item = vscode.window.createStatusBarItem(reviewStatusId, vscode.StatusBarAlignment.Left, 0);
  item.name = l10n.t('Everpair: findings of a review');
  item.command = commandIds.nextFinding;
  const subscription = comments.onDidChange(() => {
    const count = comments.open.length;
    if (count === 0) {
      item.hide();
      return;
    }
    item.text = `$(comment-unresolved) ${countText(count)}`;
    item.tooltip = l10n.t('Go to the next finding of the review');
    item.accessibilityInformation = { label: l10n.t('{0} of a review. Go to the next.', countText(count)) };
    item.show();
  });
  return vscode.Disposable.from(item, subscription);
}
