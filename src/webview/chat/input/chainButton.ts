import type { ChainView } from '../../../engine/chat/view';
import { h, setChildren } from '../../shared/dom';
import { icon } from '../../shared/icons';

/** Who would answer now; pressing it opens the picker. */
export class ChainButton {
  readonly element = h('button', { type: 'button', class: 'button chain-button' });

  constructor(onPress: () => void) {
    this.element.addEventListener('click', onPress);
  }

  update({ providers, isPinned }: ChainView): void {
    const next = providers.find((provider) => provider.isNext);
    const state = next?.state ?? (providers.length === 0 ? 'off' : 'down');
    const label = next?.label ?? (providers.length === 0 ? 'No provider' : 'None available');
    const mode = isPinned ? 'pinned' : 'auto';
    setChildren(this.element, [
      h('span', { class: `dot dot-${state}`, 'aria-hidden': 'true' }),
      h('span', { class: 'chain-label' }, label),
      document.createTextNode(' '),
      h('span', { class: 'chain-mode' }, mode),
      icon('down'),
    ]);
    const now = next ? `${next.label} (${next.model}) answers now` : `${label} now`;
    // Begins with what is seen, so that it can be pressed by saying that.
    const name = `${label} ${mode}. Switch provider: ${now}, ${isPinned ? 'pinned' : 'chosen automatically'}`;
    this.element.setAttribute('aria-label', name);
    this.element.title = name;
  }
}
