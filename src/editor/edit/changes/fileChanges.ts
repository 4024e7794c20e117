import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import {
  type Change,
  type ChangeLog,
  type FileChange,
  type FileOutcome,
  type FileText,
  planWrite,
  reversed,
  textEdits,
  writeRefusalText,
} from '../../../engine/edit';
import { errorSummary, type Log } from '../../../engine/model';
import { pathOf } from '../../filePath';
import type { FilePrivacy } from '../../privacy/filePrivacy';
import { isInMemory, openToChange, readOnlyReason } from './fileToChange';

/** Files that shall hold another text. `before` is what `after` was made of; undefined: the file does not exist. */
export interface FilesToChange {
  /** For people, in the list of changes: "Answer: rename the parser". */
  readonly label: string;
  readonly conversationId?: string;
  readonly turnId?: string;
  readonly files: readonly {
    readonly uri: vscode.Uri;
    readonly before: FileText;
    /** Undefined: the file is deleted. */
    readonly after: FileText;
  }[];
  /** The user decides on it in the editor: no file is saved. */
  readonly staysUnsaved?: boolean;
}

export type ChangeResult =
  | {
      readonly type: 'changed';
      /** In the list of changes. */
      readonly id: string;
      /** Files that had been changed meanwhile; both changes are in them. */
      readonly merged: readonly vscode.Uri[];
      /** Files that hold the change and are not saved: they were not saved before, or could not be. */
      readonly unsaved: readonly vscode.Uri[];
    }
  /** All of it was there already. */
  | { readonly type: 'unchanged' }
  /** No file holds any of it. Sentences for people, one or more for each file that stands in the way. */
  | { readonly type: 'refused'; readonly reasons: readonly string[] };

export interface FileChangesDeps {
  /** Rejects with a `StoreProblem` where nothing can be kept. */
  readonly changeLog: () => Promise<ChangeLog>;
  readonly privacy: FilePrivacy;
  readonly log: Log;
}

type ChangeToMake = Parameters<ChangeLog['begin']>[0] & Pick<FilesToChange, 'staysUnsaved'>;

interface PlannedFile extends FileChange {
  readonly place: vscode.Uri;
  readonly document: vscode.TextDocument | undefined;
  readonly isMerged: boolean;
  /** It shall be saved: nothing else waited to be saved in it. */
  readonly isSaved: boolean;
}

/** The one way in which Everpair writes files of the user. */
export class FileChanges {
  private last: Promise<unknown> = Promise.resolve();

  constructor(private readonly deps: FileChangesDeps) {}

  /**
   * Changes all of the files or none, by one step of undo for each. What the user changed meanwhile stays. A file that had nothing
   * to save is saved. One change is made after another. Never rejects.
   */
  applyChange(change: FilesToChange): Promise<ChangeResult> {
    const files = change.files.map(({ uri, ...texts }) => ({ uri: uri.toString(), ...texts }));
    return this.afterOthers({ ...change, files });
  }

  /** Makes a change undone, all of it or nothing. */
  takeBack({ id, label, conversationId, turnId, files }: Change): Promise<ChangeResult> {
    return this.afterOthers({
      label: l10n.t('Taken back: {0}', label),
      takesBack: id,
      ...(conversationId === undefined ? {} : { conversationId }),
      ...(turnId === undefined ? {} : { turnId }),
      files: reversed(files.filter(({ state }) => state !== 'unwritten')),
    });
  }

  private afterOthers(change: ChangeToMake): Promise<ChangeResult> {
    const result = this.last
      .then(() => this.make(change))
      .catch((error: unknown): ChangeResult => {
        this.deps.log.error(`A change could not be made: ${errorSummary(error, { where: true })}`);
        return refused([l10n.t('The change could not be made.')]);
      });
    this.last = result;
    return result;
  }

  private async make({ staysUnsaved = false, ...change }: ChangeToMake): Promise<ChangeResult> {
    const found = await Promise.all(change.files.map((file) => this.plan(file, staysUnsaved)));
    const reasons = found.flatMap((each) => (typeof each === 'string' ? [each] : []));
    if (reasons.length > 0) return refused(reasons);
    const files = found.filter((each): each is PlannedFile => typeof each === 'object');
    if (files.length === 0) return { type: 'unchanged' };
    const changeLog = await this.opened();
    if (typeof changeLog === 'string') return refused([changeLog]);
    let id: string;
    try {
      id = changeLog.begin({ ...change, files: files.map(({ uri, before, after }) => ({ uri, before, after })) });
    } catch (error) {
      return refused([notKept(error)]);
    }
    const failed = await writeAll(files);
    const outcomes: readonly FileOutcome[] = failed
      ? files.map((file) => ({ uri: file.uri, state: failed.stuck.includes(file) ? 'written' : 'unwritten' }))
      : await Promise.all(files.map(saved));
    this.finish(changeLog, id, outcomes);
    if (failed) return refused(reasonsOf(failed));
    return {
      type: 'changed',
      id,
      merged: files.filter(({ isMerged }) => isMerged).map(({ place }) => place),
      unsaved: files.filter(({ document }) => document?.isDirty === true).map(({ place }) => place),
    };
  }

  /** Undefined: there is nothing to do. A text: why it cannot be done. */
  private async plan(file: FileChange, staysUnsaved: boolean): Promise<PlannedFile | string | undefined> {
    const place = vscode.Uri.parse(file.uri, true);
    const decision = await this.deps.privacy.ask(place, 'chosen');
    if (!decision.allowed) return l10n.t('{0} is never changed: it is excluded by {1}.', pathOf(place), decision.rule);
    const opened = await openToChange(place);
    if ('why' in opened) return opened.why;
    const planned = planWrite(file, opened.text);
    if (planned.type === 'nothing') return undefined;
    if (planned.type === 'refused') return writeRefusalText(planned.reason, pathOf(place));
    const readOnly = await readOnlyReason(place);
    if (readOnly !== undefined) return readOnly;
    const { document } = opened;
    const isSaved = !staysUnsaved && document?.isDirty === false && !isInMemory(place);
    return { ...file, ...planned, place, document, isSaved };
  }

  private async opened(): Promise<ChangeLog | string> {
    try {
      return await this.deps.changeLog();
    } catch (error) {
      return notKept(error);
    }
  }

  /** What is not noted now is found as cut short by the next window. */
  private finish(changeLog: ChangeLog, id: string, outcomes: readonly FileOutcome[]): void {
    try {
      changeLog.finish(id, outcomes);
    } catch (error) {
      this.deps.log.warn(`The end of a change could not be noted: ${errorSummary(error)}`);
    }
  }
}

interface Failed {
  /** It could not be written. */
  readonly file: PlannedFile;
  /** Files that hold the change and could not be changed back. */
  readonly stuck: readonly PlannedFile[];
}

/** All of them or none. */
async function writeAll(files: readonly PlannedFile[]): Promise<Failed | undefined> {
  for (const [index, file] of files.entries()) {
    if (await write(file)) continue;
    const stuck: PlannedFile[] = [];
    for (const done of files.slice(0, index).reverse()) {
      const { before, after } = done;
      if (!(await write({ ...done, before: after, after: before }))) stuck.push(done);
    }
    return { file, stuck };
  }
  return undefined;
}

async function write({ place, document, before, after }: PlannedFile): Promise<boolean> {
  const edit = new vscode.WorkspaceEdit();
  if (after === undefined) edit.deleteFile(place, { ignoreIfNotExists: true });
  else if (before === undefined) edit.createFile(place, { contents: new TextEncoder().encode(after) });
  else if (document?.getText() !== before) return false;
  else {
    for (const { from, to, text } of textEdits(before, after)) {
      edit.replace(place, new vscode.Range(document.positionAt(from), document.positionAt(to)), text);
    }
  }
  try {
    return await vscode.workspace.applyEdit(edit);
  } catch {
    return false;
  }
}

/** Saving may format the file, which belongs to the change then. */
async function saved({ uri, document, isSaved, after }: PlannedFile): Promise<FileOutcome> {
  if (isSaved && after !== undefined) await document?.save();
  const text = after === undefined ? undefined : document?.getText();
  return { uri, state: 'written', ...(text === undefined || text === after ? {} : { after: text }) };
}

function reasonsOf({ file, stuck }: Failed): readonly string[] {
  return [
    l10n.t('{0} cannot be edited.', pathOf(file.place)),
    ...stuck.map(({ place }) => l10n.t('{0} could not be changed back. Undo the change there.', pathOf(place))),
  ];
}

function refused(reasons: readonly string[]): ChangeResult {
  return { type: 'refused', reasons };
}

function notKept(error: unknown): string {
  const why = error instanceof Error ? error.message : '';
  return l10n.t('The change could not be recorded, so no file was changed. {0}', why);
}
