import * as l10n from '@vscode/l10n';
import { button } from '../../shared/button';
import { h } from '../../shared/dom';

/** A deletion can be taken back for so long. The time does not run while the bar is used. */
const undoMs = 10_000;

/** Tells of a conversation that was deleted, and brings it back. */
export class UndoBar {
  private readonly words = h('span', { class: 'undo-words', role: 'status', dir: 'auto' });
  private readonly undo = button({ name: l10n.t('Undo'), icon: 'retry', withText: true, onPress: () => this.press() });
  readonly element = h('div', { class: 'undo-bar', hidden: true }, this.words, this.undo);
  private deleted: string | undefined;
  private timer: ReturnType<typeof setTimeout> | undefined;

  /** `restore` gets the id. After it the focus belongs elsewhere. */
  constructor(private readonly restore: (id: string) => void) {
    for (const name of ['focusin', 'pointerenter']) this.element.addEventListener(name, () => clearTimeout(this.timer));
    for (const name of ['focusout', 'pointerleave']) this.element.addEventListener(name, () => this.wait());
  }

  show(id: string, title: string): void {
    this.deleted = id;
    this.words.textContent = l10n.t('“{0}” was deleted.', title);
    this.element.hidden = false;
    if (!this.element.contains(document.activeElement)) this.wait();
  }

  private wait(): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.hide(), undoMs);
  }

  private hide(): void {
    clearTimeout(this.timer);
    this.deleted = undefined;
    this.element.hidden = true;
    this.words.textContent = '';
  }

  private press(): void {
    const id = this.deleted;
    this.hide();
    if (id !== undefined) this.restore(id);
  }
}
