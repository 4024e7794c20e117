import type { Change, FileChange, FileText } from './change';

/** What the window that ended had done to a file; `moved`: it is neither what it was nor what it was to become. */
export type Progress = 'written' | 'unwritten' | 'moved';

export function progressOf({ before, after }: FileChange, current: FileText): Progress {
  const now = plain(current);
  if (now === plain(after)) return 'written';
  return now === plain(before) ? 'unwritten' : 'moved';
}

/** What makes a change undone. */
export function reversed(files: Change['files']): readonly FileChange[] {
  return files.map(({ uri, before, after }) => ({ uri, before: after, after: before }));
}

/** Line ends are the editor's. */
function plain(text: FileText): FileText {
  return text?.replaceAll('\r\n', '\n');
}
