import type { ContextChip } from '../../../engine/chat/view';
import { button } from '../../shared/button';
import { h, setChildren } from '../../shared/dom';
import { icon } from '../../shared/icons';

interface ContextActions {
  remove(id: string): void;
  add(id: string): void;
}

/** What goes with the next prompt, each piece removable. */
export class ContextBar {
  readonly element = h('ul', { class: 'context', 'aria-label': 'Context' });
  private shown: readonly ContextChip[] = [];

  constructor(private readonly actions: ContextActions) {
    this.element.hidden = true;
  }

  update(chips: readonly ContextChip[]): void {
    if (chips === this.shown) return;
    const focused = this.shown.find((_, index) => this.element.children[index]?.contains(document.activeElement));
    this.shown = chips;
    this.element.hidden = chips.length === 0;
    setChildren(
      this.element,
      chips.map((chip) => this.chip(chip)),
    );
    const again = chips.findIndex((chip) => chip.id === focused?.id);
    this.element.children[again]?.querySelector('button')?.focus();
  }

  private chip(chip: ContextChip): HTMLElement {
    const { id, kind, label, note, detail, state } = chip;
    const toggle =
      state === 'included'
        ? button({ name: `Remove ${label} from the context`, icon: 'close', onPress: () => this.actions.remove(id) })
        : state === 'offered'
          ? button({ name: `Add ${label} to the context`, icon: 'add', onPress: () => this.actions.add(id) })
          : undefined;
    const kindIcon = state === 'blocked' ? 'blocked' : kind;
    return h(
      'li',
      { class: `chip chip-${state}`, title: detail },
      icon(kindIcon),
      h('span', { class: 'chip-label' }, label),
      note === '' ? undefined : h('span', { class: 'chip-note' }, note),
      h('span', { class: 'for-screen-readers' }, detail),
      toggle,
    );
  }
}
