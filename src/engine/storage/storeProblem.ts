import * as l10n from '@vscode/l10n';

/** What may keep a database from being read or written. */
export type StoreProblemKind =
  /** The disk is full or fails. */
  | 'disk'
  /** Another window holds it for longer than anything takes. */
  | 'locked'
  | 'read-only'
  | 'damaged'
  /** A newer version of the extension wrote it. */
  | 'newer'
  /** It is closed, or there is no SQLite. */
  | 'unavailable'
  /** A fault of ours. */
  | 'failed';

/** The only error that leaves a store. Its message is for the user: one sentence or more. */
export class StoreProblem extends Error {
  override readonly name = 'StoreProblem';

  constructor(
    readonly kind: StoreProblemKind,
    options?: { readonly cause?: unknown },
  ) {
    super(sentenceOf(kind), options);
  }
}

export function storeProblemOf(error: unknown): StoreProblem {
  return error instanceof StoreProblem ? error : new StoreProblem(kindOf(error), { cause: error });
}

/** SQLite's primary result codes: https://www.sqlite.org/rescode.html */
const kinds: Readonly<Record<number, StoreProblemKind>> = {
  5: 'locked',
  6: 'locked',
  8: 'read-only',
  10: 'disk',
  11: 'damaged',
  13: 'disk',
  14: 'unavailable',
  26: 'damaged',
};

function kindOf(error: unknown): StoreProblemKind {
  const { code, errcode } = error as { readonly code?: unknown; readonly errcode?: unknown };
  // The low byte is the primary code of an extended one.
  if (typeof errcode === 'number') return kinds[errcode & 0xff] ?? 'failed';
  if (code === 'ENOSPC' || code === 'EDQUOT' || code === 'EIO') return 'disk';
  if (code === 'EROFS' || code === 'EACCES' || code === 'EPERM') return 'read-only';
  // Other codes of the file system, and that of a closed connection.
  return code === 'ERR_INVALID_STATE' || (typeof code === 'string' && /^E[A-Z]+$/.test(code))
    ? 'unavailable'
    : 'failed';
}

function sentenceOf(kind: StoreProblemKind): string {
  switch (kind) {
    case 'disk':
      return l10n.t('Nothing can be saved at the moment, perhaps because the disk is full.');
    case 'locked':
      return l10n.t('Nothing can be saved at the moment, because another window is using the file.');
    case 'read-only':
      return l10n.t('Nothing can be saved, because the folder of the extension cannot be written to.');
    case 'damaged':
      return l10n.t('What was saved is damaged. Reload the window: it is then set aside, and nothing is deleted.');
    case 'newer':
      return l10n.t(
        'What was saved is of a newer version of Everpair. It is left alone, and nothing is saved in this window.',
      );
    case 'unavailable':
      return l10n.t('What was saved cannot be opened, so nothing is saved in this window.');
    case 'failed':
      return l10n.t('Something unexpected happened while saving.');
  }
}
