import * as l10n from '@vscode/l10n';
import type { Summary } from '../../../engine/chat/view';
import { button } from '../../shared/button';
import { h } from '../../shared/dom';
import { PlainText } from '../markdown/nodes/plainText';

/** Where a summary is sent in place of all above, what it says, and the way back. */
export class SummaryMark {
  readonly element = h('div');
  private shown: Summary | undefined;

  constructor(private readonly takeBack: () => void) {}

  update(summary: Summary | undefined): void {
    if (summary?.text === this.shown?.text && summary?.turns === this.shown?.turns) return;
    this.shown = summary;
    this.element.replaceChildren(...(summary ? [this.mark(summary)] : []));
  }

  private mark({ text, turns, writer }: Summary): HTMLElement {
    const said =
      turns === 1
        ? l10n.t('A summary is sent in place of the turn above')
        : l10n.t('A summary is sent in place of the {0} turns above', turns);
    return h(
      'section',
      { class: 'summary-mark', 'aria-label': l10n.t('Summary') },
      h(
        'details',
        {},
        h('summary', {}, said),
        h('div', { class: 'summary-text', dir: 'auto' }, ...new PlainText().show(text)),
        writer && h('p', { class: 'summary-writer' }, l10n.t('Written by {0} ({1})', writer.label, writer.model)),
      ),
      button({ name: l10n.t('Send the turns again'), withText: true, onPress: () => this.takeBack() }),
    );
  }
}
