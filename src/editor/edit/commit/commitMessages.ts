import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { contextWindows, requestBudget } from '../../../engine/chat';
import { settingKeys } from '../../../engine/config';
import {
  commitMessageIn,
  commitRequest,
  commitStyle,
  completeAnswer,
  type FittedChanges,
  leftOutText,
  sentFilesOf,
} from '../../../engine/edit';
import type { ProviderManager } from '../../../engine/failover';
import { errorSummary } from '../../../engine/model';
import { cancellableProgress } from '../../cancellableProgress';
import { nameOf } from '../../filePath';
import { chooseRepository } from '../../git/chooseRepository';
import { gitChanges, type ReleasedDiffs } from '../../git/fileDiffs';
import type { GitRepository } from '../../git/gitApi';
import { releaseChosen } from '../../privacy/releaseChosen';
import { instructionsFor } from '../../settings/instructions';
import { ProblemNotice } from '../../settings/problemNotice';
import { showProblem } from '../../requests/problemMessage';
import type { RequestDeps } from '../requestDeps';

export interface CommitMessagesDeps extends RequestDeps {
  readonly manager: Pick<ProviderManager, 'chat' | 'chatTarget' | 'status'>;
}

/** Commits that are read; some of them were not written by a person. */
const maxCommits = 30;

/** What is left to do when the message is there, or when there is none; undefined: nothing. */
type Outcome = (() => Promise<void>) | undefined;

/** Writes messages of commits into the box of Source Control, each when it is whole. */
export class CommitMessages {
  /** Repositories whose message is being written, by root. */
  private readonly running = new Set<string>();

  private readonly notice: ProblemNotice;

  constructor(private readonly deps: CommitMessagesDeps) {
    this.notice = new ProblemNotice(deps.log);
  }

  /** `clicked`: what the menu of Source Control gives. Never rejects. */
  async generate(clicked: unknown): Promise<void> {
    const repository = await chooseRepository(clicked, l10n.t('Everpair: Generate Commit Message'));
    if (!repository) return;
    try {
      const outcome = await this.alone(repository);
      // The notification of the progress has gone; what is said now may stay while the next message is written.
      await outcome?.();
    } catch (error) {
      this.deps.log.warn(`No commit message: ${errorSummary(error)}`);
      void vscode.window.showWarningMessage(
        l10n.t('Everpair: git could not tell the changes of {0}.', nameOf(repository.rootUri)),
      );
    }
  }

  /** One message of a repository at a time. */
  private async alone(repository: GitRepository): Promise<Outcome> {
    const root = repository.rootUri.toString();
    if (this.running.has(root)) return undefined;
    this.running.add(root);
    try {
      return await this.write(repository);
    } finally {
      this.running.delete(root);
    }
  }

  private async write(repository: GitRepository): Promise<Outcome> {
    const title = l10n.t('Everpair: writing a commit message for {0}', nameOf(repository.rootUri));
    return cancellableProgress(title, (signal, report) => this.ask(repository, signal, report));
  }

  private async ask(
    repository: GitRepository,
    signal: AbortSignal,
    report: (message: string) => void,
  ): Promise<Outcome> {
    const { rootUri, inputBox } = repository;
    const { manager, prepare } = this.deps;
    const { changes, isStaged } = await this.changesOf(rootUri, signal);
    const nothing = nothingToSay(changes, nameOf(rootUri));
    if (nothing !== undefined) return () => told(nothing);
    report(isStaged ? l10n.t('staged changes') : l10n.t('nothing is staged, so all changes'));
    const draft = inputBox.value;
    const commits = await repository.log({ maxEntries: maxCommits }).catch(() => []);
    await prepare(signal);
    const { request, files } = commitRequest(
      {
        files: changes.diffs,
        keptBack: changes.keptBack.length,
        style: commitStyle(commits.map(({ message }) => releaseChosen(message).text)),
        draft: releaseChosen(draft).text,
        instructions: instructionsFor(settingKeys.commitInstructions, rootUri, this.notice),
      },
      requestBudget(contextWindows(manager)),
    );
    const sources = { files: sentFilesOf(changes.diffs, files), keptBack: changes.keptBack };
    const end = await completeAnswer(manager.chat(request, { signal, sources }));
    if (end.type === 'cancelled') return undefined;
    const again = (): Promise<void> => this.generate({ rootUri });
    if (end.type === 'failed') return () => showProblem(end.problem, again);
    const message = end.reason === 'length' ? undefined : commitMessageIn(end.text);
    if (message === undefined) return () => unusable(again);
    return () => put(repository, draft, message, notesOf(changes, files));
  }

  /** What is staged, or all changes where nothing is. */
  private async changesOf(
    root: vscode.Uri,
    signal: AbortSignal,
  ): Promise<{ readonly changes: ReleasedDiffs; readonly isStaged: boolean }> {
    const staged = await gitChanges(root, { type: 'staged' }, this.deps.privacy, signal);
    if (staged.diffs.length + staged.keptBack.length > 0) return { changes: staged, isStaged: true };
    return { changes: await gitChanges(root, { type: 'uncommitted' }, this.deps.privacy, signal), isStaged: false };
  }
}

async function told(text: string): Promise<void> {
  await vscode.window.showInformationMessage(text);
}

function nothingToSay({ diffs, keptBack }: ReleasedDiffs, name: string): string | undefined {
  if (diffs.length > 0) return undefined;
  return keptBack.length === 0
    ? l10n.t('Everpair: there are no changes in {0}.', name)
    : `${l10n.t('Everpair: nothing was sent.')} ${leftOutText(keptBack)}`;
}

function notesOf({ diffs, keptBack }: ReleasedDiffs, files: readonly FittedChanges[]): readonly string[] {
  const cut = diffs.length - files.filter(({ linesLeftOut }) => linesLeftOut === 0).length;
  return [
    ...(keptBack.length === 0 ? [] : [leftOutText(keptBack)]),
    ...(cut === 0
      ? []
      : [
          cut === 1
            ? l10n.t('1 file is long and was sent in part.')
            : l10n.t('{0} files are long and were sent in part.', cut),
        ]),
  ];
}

async function unusable(again: () => Promise<void>): Promise<void> {
  const retry = l10n.t('Try again');
  const text = l10n.t('Everpair: the answer was no whole commit message, so the box is as it was.');
  if ((await vscode.window.showWarningMessage(text, retry)) === retry) await again();
}

/** Puts the message into the box. What the user typed meanwhile stays, and what stood there can be had back. */
async function put(
  { inputBox }: GitRepository,
  draft: string,
  message: string,
  notes: readonly string[],
): Promise<void> {
  if (inputBox.value !== draft) {
    const use = l10n.t('Use the Message');
    const text = l10n.t('Everpair: you have typed meanwhile, so the box is as you left it. The message: {0}', message);
    if ((await vscode.window.showInformationMessage(text, use)) === use) inputBox.value = message;
    return;
  }
  inputBox.value = message;
  const hadDraft = draft.trim() !== '';
  const said = [...(hadDraft ? [l10n.t('Your draft went along and was replaced.')] : []), ...notes];
  if (said.length === 0) return;
  const undo = l10n.t('Undo');
  const buttons = hadDraft ? [undo] : [];
  const answer = await vscode.window.showInformationMessage(`Everpair: ${said.join(' ')}`, ...buttons);
  if (answer === undo && inputBox.value === message) inputBox.value = draft;
}
