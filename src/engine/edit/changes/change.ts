/** The text of a file; undefined: there is no such file. */
export type FileText = string | undefined;

/** What becomes of a file. `before` undefined: it is created; `after` undefined: it is deleted. */
export interface FileChange {
  readonly uri: string;
  readonly before: FileText;
  readonly after: FileText;
}

/**
 * `planned`: the window was about to write it, and may have; `written`: it holds `after`, or held it; `unwritten`: it was left as it
 * was.
 */
export const fileStates = ['planned', 'written', 'unwritten'] as const;
export type FileState = (typeof fileStates)[number];

export interface RecordedFile extends FileChange {
  readonly state: FileState;
}

/** A change to files that is about to be made. */
export interface NewChange {
  /** For people: "Answer: rename the parser". */
  readonly label: string;
  /** The answer that it comes from. */
  readonly conversationId?: string;
  readonly turnId?: string;
  /** Id of the change that this one takes back. */
  readonly takesBack?: string;
  readonly files: readonly FileChange[];
}

/** A change to files that was made, or was about to be when its window ended. */
export interface Change extends NewChange {
  readonly id: string;
  /** Milliseconds since the epoch. */
  readonly at: number;
  /** False from before the first file is touched until after the last. */
  readonly isFinished: boolean;
  readonly files: readonly RecordedFile[];
}

/** A change as a list shows it: without the texts of its files. */
export interface ChangeSummary extends Omit<Change, 'files'> {
  readonly files: readonly Pick<RecordedFile, 'uri' | 'state'>[];
  /** It was taken back, and that was not taken back in its turn. */
  readonly isTakenBack: boolean;
}
