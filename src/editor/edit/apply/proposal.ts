import type * as vscode from 'vscode';
import type { FileText } from '../../../engine/edit';
import type { PlannedFile } from './plannedFiles';

export interface ProposedFile {
  readonly uri: vscode.Uri;
  /** The text that the proposal was made of; undefined: it is a new file. */
  before: FileText;
  /** The proposed text. */
  after: string;
}

/** Proposed changes to files, which the user looks at before anything is written. */
export class Proposal {
  private files: ProposedFile[];

  constructor(
    readonly id: string,
    /** Where the proposal comes from, for the list of changes. */
    readonly origin: { readonly label: string; readonly conversationId?: string; readonly turnId?: string },
    /** Of the tab of the diff editor. */
    readonly title: string,
    files: readonly PlannedFile[],
  ) {
    this.files = files.map((file) => ({ ...file }));
  }

  /** Those that are neither accepted nor rejected. */
  get open(): readonly ProposedFile[] {
    return this.files;
  }

  file(uri: vscode.Uri): ProposedFile | undefined {
    return this.files.find((file) => file.uri.toString() === uri.toString());
  }

  /** It was accepted or rejected. */
  settle(settled: readonly ProposedFile[]): void {
    this.files = this.files.filter((file) => !settled.includes(file));
  }
}
