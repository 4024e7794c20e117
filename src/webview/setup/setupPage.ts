import { h, render } from 'preact';
import type { SetupHostMessage, SetupMessage } from '../../engine/setup/view';
import { h as element } from '../shared/dom';
import { keptFocus } from './keptFocus';
import { Setup } from './setup';

/** The page of the set-up: draws what its host says, and tells it of what is pressed. */
export class SetupPage {
  readonly element = element('main', { class: 'setup' });
  private readonly content = element('div');
  private readonly announcer = element('div', { class: 'for-screen-readers', role: 'status' });

  constructor(private readonly post: (message: SetupMessage) => void) {
    this.element.append(this.content, this.announcer);
  }

  receive(message: SetupHostMessage): void {
    switch (message.type) {
      case 'view': {
        const restore = keptFocus(this.content);
        render(h(Setup, { view: message.view, post: this.post }), this.content);
        restore();
        return;
      }
      case 'tell':
        this.announcer.textContent = message.text;
    }
  }
}
