import * as l10n from '@vscode/l10n';
import { button } from '../../shared/button';
import { h } from '../../shared/dom';
import { pressed } from '../../shared/strokes';
import { keys, type Place, places, type Shortcut } from './keys';

/** The list of all keys. */
export class KeyboardPage {
  readonly element: HTMLElement;
  private readonly back: HTMLButtonElement;

  constructor(private readonly leave: () => void) {
    this.back = button({ name: l10n.t('Back to the conversation'), icon: 'back', onPress: () => leave() });
    const title = l10n.t('Keyboard');
    this.element = h(
      'section',
      { class: 'page', 'aria-label': title, hidden: true },
      h(
        'header',
        { class: 'page-head' },
        h('div', { class: 'page-bar' }, this.back, h('h1', { class: 'page-title' }, title)),
      ),
      h('div', { class: 'page-body', tabindex: 0 }, ...places.flatMap(group)),
    );
    this.element.addEventListener('keydown', (event) => {
      if (!pressed(event, keys.leavePage)) return;
      event.preventDefault();
      event.stopPropagation();
      this.leave();
    });
  }

  open(): void {
    this.element.hidden = false;
    this.back.focus();
  }

  close(): void {
    this.element.hidden = true;
  }
}

const names: Readonly<Record<Place, () => string>> = {
  everywhere: () => l10n.t('Everywhere'),
  message: () => l10n.t('In the message box'),
  mentions: () => l10n.t('In the list of mentions or commands'),
  context: () => l10n.t('In the context of the next prompt'),
  queue: () => l10n.t('In the queue'),
  edit: () => l10n.t('While you change a prompt or a title'),
  turn: () => l10n.t('In the buttons of a message'),
  list: () => l10n.t('In the list of conversations'),
};

function group(place: Place): readonly HTMLElement[] {
  const rows = Object.values<Shortcut>(keys)
    .filter(({ where }) => where === place)
    .map(({ strokes, does }) =>
      h(
        'div',
        { class: 'key-row' },
        h('dt', {}, ...strokes.map((stroke) => h('kbd', {}, nameOf(stroke)))),
        h('dd', {}, does()),
      ),
    );
  return [h('h2', {}, names[place]()), h('dl', { class: 'key-list' }, ...rows)];
}

const keyNames: Readonly<Record<string, () => string>> = {
  Escape: () => l10n.t('Esc'),
  Enter: () => l10n.t('Enter'),
  Delete: () => l10n.t('Delete'),
  Tab: () => l10n.t('Tab'),
  Backspace: () => l10n.t('Backspace'),
  Home: () => l10n.t('Home'),
  End: () => l10n.t('End'),
  PageDown: () => l10n.t('Page Down'),
  PageUp: () => l10n.t('Page Up'),
  ArrowUp: () => '↑',
  ArrowDown: () => '↓',
  ArrowLeft: () => '←',
  ArrowRight: () => '→',
};

function nameOf({ key, shift = false, alt = false }: Shortcut['strokes'][number]): string {
  const name = keyNames[key]?.() ?? key;
  if (alt) return l10n.t('Alt+{0}', name);
  return shift ? l10n.t('Shift+{0}', name) : name;
}
