import * as l10n from '@vscode/l10n';
import type { ConversationItem } from '../../../engine/chat/view';
import { textLanguage } from '../../../engine/model';
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
    const group = groupOf(item, now);
    if (!before || groupOf(before, now) !== group) found.push({ place, text: textOf(group, item) });
  }
  return found;
}

/** Months count from year 0. */
type Group = 'pinned' | 'today' | 'yesterday' | 'week' | 'days-30' | number;

function groupOf({ isPinned, updatedAt }: ConversationItem, now: Date): Group {
  if (isPinned) return 'pinned';
  const date = new Date(updatedAt);
  const days = daysBetween(date, now);
  if (days <= 0) return 'today';
  if (days === 1) return 'yesterday';
  if (days <= 7) return 'week';
  if (days <= 30) return 'days-30';
  return date.getFullYear() * 12 + date.getMonth();
}

/** Only headings have a text: to write a date takes long, and all items that are known are looked at with each scroll. */
function textOf(group: Group, { updatedAt }: ConversationItem): string {
  switch (group) {
    case 'pinned':
      return l10n.t('Pinned');
    case 'today':
      return l10n.t('Today');
    case 'yesterday':
      return l10n.t('Yesterday');
    case 'week':
      return l10n.t('Previous 7 days');
    case 'days-30':
      return l10n.t('Previous 30 days');
    default:
      return new Date(updatedAt).toLocaleDateString(textLanguage(), { month: 'long', year: 'numeric' });
  }
}

/** When it was changed, in few words: the time today, else the day. */
export function shortTime(updatedAt: number, now: Date): string {
  const date = new Date(updatedAt);
  if (daysBetween(date, now) <= 0)
    return date.toLocaleTimeString(textLanguage(), { hour: '2-digit', minute: '2-digit' });
  const year = date.getFullYear() === now.getFullYear() ? {} : ({ year: 'numeric' } as const);
  return date.toLocaleDateString(textLanguage(), { day: 'numeric', month: 'short', ...year });
}

/** Days of the calendar; daylight saving makes one of them longer or shorter. */
function daysBetween(from: Date, to: Date): number {
  const midnight = (date: Date): number => Date.UTC(date.getFullYear(), date.getMonth(), date.getDate());
  return Math.round((midnight(to) - midnight(from)) / 86_400_000);
}
