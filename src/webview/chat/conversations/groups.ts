import * as l10n from '@vscode/l10n';
import type { ConversationItem } from '../../../engine/chat/view';
import type { ConversationList } from './conversationList';

export interface Heading {
  /** Place of the first item below it. */
  readonly place: number;
  readonly text: string;
}

/** The headings between items that are known. Where what stands before an item is not known, it has none. */
export function headings(list: ConversationList, now: Date): readonly Heading[] {
  const found: Heading[] = [];
  for (const place of list.knownPlaces()) {
    const [before, item] = [list.at(place - 1), list.at(place)];
    if (!item || (place > 0 && !before)) continue;
    const text = groupOf(item, now);
    if (!before || groupOf(before, now) !== text) found.push({ place, text });
  }
  return found;
}

function groupOf({ isPinned, updatedAt }: ConversationItem, now: Date): string {
  if (isPinned) return l10n.t('Pinned');
  const days = daysBetween(new Date(updatedAt), now);
  if (days <= 0) return l10n.t('Today');
  if (days === 1) return l10n.t('Yesterday');
  if (days <= 7) return l10n.t('Previous 7 days');
  if (days <= 30) return l10n.t('Previous 30 days');
  return new Date(updatedAt).toLocaleDateString([], { month: 'long', year: 'numeric' });
}

/** When it was changed, in few words: the time today, else the day. */
export function shortTime(updatedAt: number, now: Date): string {
  const date = new Date(updatedAt);
  if (daysBetween(date, now) <= 0) return date.toLocaleTimeString([], { hour: '2-digit', minute: '2-digit' });
  const year = date.getFullYear() === now.getFullYear() ? {} : ({ year: 'numeric' } as const);
  return date.toLocaleDateString([], { day: 'numeric', month: 'short', ...year });
}

/** Days of the calendar; daylight saving makes one of them longer or shorter. */
function daysBetween(from: Date, to: Date): number {
  const midnight = (date: Date): number => Date.UTC(date.getFullYear(), date.getMonth(), date.getDate());
  return Math.round((midnight(to) - midnight(from)) / 86_400_000);
}
