import * as vscode from 'vscode';
import type { TreeSyntax } from '../../engine/completion';
import type { Clock } from '../../engine/model';
import type { LateDatabase } from '../../engine/storage';
import { insertCode } from '../chat/insertCode';
import { changeScheme, commandIds } from '../ids';
import { registerCodeActions } from './actions/codeActions';
import { AnswerApply } from './apply/answerApply';
import { Proposals } from './apply/proposals';
import { ChangeDocuments, type TextSource } from './changes/changeDocuments';
import { ChangesList } from './changes/changesList';
import { changeStore } from './changes/changeStore';
import { FileChanges } from './changes/fileChanges';
import { InterruptedChanges } from './changes/interruptedChanges';
import { registerInlineEdit } from './inline';
import { InlineEdits } from './inline/inlineEdits';
import type { EditRunDeps } from './inline/editRun';

export interface EditDeps extends Omit<EditRunDeps, 'fileChanges'> {
  readonly database: LateDatabase;
  readonly clock: Clock;
  readonly syntax: Pick<TreeSyntax, 'isValid'>;
}

/** What other parts of the window change files with. */
export interface Edits {
  readonly fileChanges: FileChanges;
  readonly answerApply: AnswerApply;
  readonly inlineEdits: InlineEdits;
  /** Shows changes and lets them be accepted, rejected, taken back, and finished after the end of a window. */
  readonly register: () => vscode.Disposable;
}

/** Nothing is opened or read before a change is made or shown. */
export function createEdits({ manager, prepare, database, clock, privacy, syntax, log }: EditDeps): Edits {
  const changeLog = changeStore(database, clock);
  const fileChanges = new FileChanges({ changeLog, privacy, log });
  const list = new ChangesList({ changeLog, fileChanges });
  const recorded: TextSource = async (id) => {
    const change = (await changeLog()).get(id);
    return change?.files.map(({ uri, before, after }) => ({ file: vscode.Uri.parse(uri, true), before, after }));
  };
  const refresh = (id: string): void => documents.refresh(id);
  const proposals = new Proposals({ fileChanges, refresh, takeBack: (id) => list.takeBack(id) });
  const inlineEdits = new InlineEdits({ manager, prepare, privacy, fileChanges, log });
  const documents = new ChangeDocuments([proposals.texts, inlineEdits.texts, recorded]);
  const mayHaveChanges = (): boolean => database.isOnDisk;
  return {
    fileChanges,
    inlineEdits,
    answerApply: new AnswerApply({
      manager,
      prepare,
      privacy,
      log,
      proposals,
      insert: insertCode,
      isValid: (text, language) => syntax.isValid(text, language),
    }),
    register: () =>
      vscode.Disposable.from(
        registerCodeActions(),
        registerInlineEdit(inlineEdits, log),
        documents,
        proposals,
        new InterruptedChanges({ changeLog, mayHaveChanges, fileChanges, list, log }),
        vscode.workspace.registerTextDocumentContentProvider(changeScheme, documents),
        vscode.commands.registerCommand(commandIds.showChanges, () => list.show()),
        vscode.commands.registerCommand(commandIds.acceptChange, () => proposals.accept()),
        vscode.commands.registerCommand(commandIds.rejectChange, () => proposals.reject()),
        vscode.commands.registerCommand(commandIds.acceptFile, () => proposals.acceptFile()),
        vscode.commands.registerCommand(commandIds.rejectFile, () => proposals.rejectFile()),
        vscode.commands.registerCommand(commandIds.acceptHunk, () => proposals.acceptHunk()),
        vscode.commands.registerCommand(commandIds.rejectHunk, () => proposals.rejectHunk()),
        vscode.commands.registerCommand(commandIds.takeBackChange, () =>
          list.takeBack(proposals.shown.recorded() ?? ''),
        ),
      ),
  };
}
