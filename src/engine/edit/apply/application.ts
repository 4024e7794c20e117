import * as l10n from '@vscode/l10n';

/** Why a block was not applied. The file stays as it is. */
export type ApplyRefusal =
  /** The answer ends inside the block. */
  | 'cut-off'
  | 'empty'
  /** It changes a file that does not exist. */
  | 'no-file'
  /** It creates a file that exists with other contents. */
  | 'file-exists'
  | 'deletes-file'
  | 'renames-file'
  /** It is for more than one file: `blocksByFile` parts it. */
  | 'several-files'
  /** A patch or search/replace block that breaks its own rules. */
  | 'malformed'
  /** What it refers to is not in the file. */
  | 'no-place'
  | 'several-places'
  /** The place is there, and what is to be added there too. */
  | 'perhaps-applied'
  /** It would take away code that it does not speak of. */
  | 'loses-code'
  | 'breaks-syntax'
  | 'too-large'
  /** The file was changed at the same place since. */
  | 'conflict';

export type Application =
  | { readonly type: 'changed'; /** The whole new text of the file. */ readonly text: string }
  /** All of it is there already. */
  | { readonly type: 'unchanged' }
  | { readonly type: 'refused'; readonly reason: ApplyRefusal };

export function refused(reason: ApplyRefusal): Application {
  return { type: 'refused', reason };
}

/** What was refused and what to do next, for people. */
export function refusalText(reason: ApplyRefusal): string {
  switch (reason) {
    case 'cut-off':
      return l10n.t('The answer ends in the middle of this code block. Let it continue, then apply again.');
    case 'empty':
      return l10n.t('This code block is empty.');
    case 'no-file':
      return l10n.t(
        'This code block changes a file that does not exist. Open the file that it is for, then apply again.',
      );
    case 'file-exists':
      return l10n.t('This code block creates a file that exists already. Copy what you need from it.');
    case 'deletes-file':
      return l10n.t('This code block deletes the file. Delete it yourself if that is what you want.');
    case 'renames-file':
      return l10n.t('This code block renames the file. Rename it yourself, then ask for the other changes.');
    case 'several-files':
      return l10n.t('This code block is for several files. Apply the change of each file on its own.');
    case 'malformed':
      return l10n.t('This code block is no valid patch. Ask for the whole changed function, or copy what you need.');
    case 'no-place':
      return l10n.t('The place for this code is not in the file. Select the place and insert the code there.');
    case 'several-places':
      return l10n.t('This code fits several places in the file. Select the place and insert the code there.');
    case 'perhaps-applied':
      return l10n.t('The file seems to have this change already. Copy what is missing from the code block.');
    case 'loses-code':
      return l10n.t(
        'This code block leaves out code of the file without a word. Ask for the whole file, or copy what you need.',
      );
    case 'breaks-syntax':
      return l10n.t('The file would not be valid after this change. Copy what you need from the code block.');
    case 'too-large':
      return l10n.t('The file or this code block is too large to apply. Copy what you need from it.');
    case 'conflict':
      return l10n.t('The file has changed at the same place since. Ask again with the file as it is now.');
  }
}
