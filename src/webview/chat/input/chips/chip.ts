import * as l10n from '@vscode/l10n';
import type { ContextChip, ImageView, ViewMessage } from '../../../../engine/chat/view';
import { compact, whole } from '../../../shared/formattedNumber';
import type { IconName } from '../../../shared/icons';

/** What goes with the prompt, as one chip: a piece of context or an image. */
export interface Chip {
  readonly key: string;
  readonly icon: IconName;
  /** A small picture as a data URL. */
  readonly thumbnail?: string;
  readonly label: string;
  readonly note: string;
  /** All that is to be said of it, one sentence or more. */
  readonly detail: string;
  readonly look: 'included' | 'offered' | 'blocked' | 'reading';
  /** What pressing it does, and what is said of that. */
  readonly press?: { readonly name: string; readonly message: ViewMessage };
  readonly remove?: { readonly name: string; readonly message: ViewMessage };
}

export function contextChip({ id, kind, label, note, detail, state, tokens, missing }: ContextChip): Chip {
  const shown = { key: `context:${id}`, label, look: state };
  const remove = {
    name: l10n.t('Remove {0} from the context', label),
    message: { type: 'remove-context', id },
  } as const;
  switch (state) {
    case 'included':
      return {
        ...shown,
        icon: missing === undefined ? kind : 'warning',
        // That not all of it goes is worth more than its size.
        note: tokens === undefined || missing !== undefined ? note : l10n.t('{0} tokens', compact(tokens)),
        detail: tokens === undefined ? detail : l10n.t('{0}, about {1} tokens', detail, whole(tokens)),
        press: { name: l10n.t('Preview'), message: { type: 'preview-context', id } },
        remove,
      };
    case 'offered':
      return {
        ...shown,
        icon: kind,
        note,
        detail,
        press: { name: l10n.t('Add to the context'), message: { type: 'add-context', id } },
      };
    case 'blocked':
      return { ...shown, icon: 'blocked', note, detail, remove };
  }
}

export function imageChip({ id, name, thumbnail, note, problem }: ImageView): Chip {
  return {
    key: `image:${id}`,
    icon: problem === undefined ? 'image' : 'warning',
    thumbnail,
    label: name,
    note: problem === undefined ? note : l10n.t('not sent'),
    detail: problem === undefined ? `${name}: ${note}` : `${name}: ${problem}`,
    look: problem === undefined ? 'included' : 'blocked',
    remove: { name: l10n.t('Remove the image {0}', name), message: { type: 'remove-image', id } },
  };
}

/** An image that is not ready yet. */
export function readingChip(name: string, index: number): Chip {
  const detail = l10n.t('{0} is being read', name);
  return { key: `reading:${index}`, icon: 'image', label: name, note: '', detail, look: 'reading' };
}
