import * as l10n from '@vscode/l10n';
import { shownNumber } from '../../model/text/language';
import type { SetupView } from './protocol';

/** What a screen reader says of a link after it was moved. */
export function moveInWords({ links }: SetupView, rowId: string): string | undefined {
  const index = links.findIndex((link) => link.rowId === rowId);
  const label = links[index]?.label;
  return label === undefined
    ? undefined
    : l10n.t('{0} is number {1} of {2} now.', label, shownNumber(index + 1), shownNumber(links.length));
}

/** The same after a test. */
export function testInShort({ links }: SetupView): string {
  const tested = links.flatMap(({ test }) => test ?? []);
  const well = tested.filter(({ state }) => state === 'ok').length;
  return l10n.t('Tested: {0} of {1} can be reached.', shownNumber(well), shownNumber(tested.length));
}
