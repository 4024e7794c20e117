import * as l10n from '@vscode/l10n';
import { maxPromptChars } from '../../../engine/chat/view';
import { button } from '../../shared/button';
import { h } from '../../shared/dom';
import { whole } from '../../shared/formattedNumber';
import { pressed } from '../../shared/strokes';
import { keys } from '../keyboard/keys';

interface PromptEditorActions {
  send(prompt: string): void;
  giveUp(): void;
}

/** A prompt that was sent, in a box in its place, to be changed and sent again. */
export class PromptEditor {
  readonly element: HTMLElement;
  private readonly input: HTMLTextAreaElement;
  private readonly complaint = h('p', { class: 'complaint', role: 'alert', hidden: true });

  constructor(
    prompt: string,
    private readonly actions: PromptEditorActions,
  ) {
    this.input = h('textarea', { class: 'input', rows: 1, dir: 'auto', 'aria-label': l10n.t('Edit the prompt') });
    this.input.value = prompt;
    this.element = h(
      'div',
      { class: 'prompt-editor' },
      this.complaint,
      this.input,
      h('p', { class: 'prompt-editor-hint' }, l10n.t('The answer so far stays and can be shown again.')),
      h(
        'div',
        { class: 'prompt-editor-foot' },
        button({ name: l10n.t('Cancel'), withText: true, onPress: () => actions.giveUp() }),
        button({ name: l10n.t('Send'), icon: 'send', withText: true, class: 'primary', onPress: () => this.send() }),
      ),
    );
    this.element.addEventListener('keydown', (event) => this.pressed(event));
  }

  focus(): void {
    this.input.focus();
    this.input.setSelectionRange(this.input.value.length, this.input.value.length);
  }

  private pressed(event: KeyboardEvent): void {
    if (pressed(event, keys.giveUpEdit)) this.actions.giveUp();
    else if (event.target === this.input && pressed(event, keys.sendEdit)) this.send();
    else return;
    event.preventDefault();
    // Escape would stop the answer that is being written.
    event.stopPropagation();
  }

  private send(): void {
    const prompt = this.input.value;
    const [length, most] = [whole(prompt.length), whole(maxPromptChars)];
    const isTooLong = prompt.length > maxPromptChars;
    this.complaint.hidden = !isTooLong;
    this.complaint.textContent = isTooLong
      ? l10n.t('The message is too long: {0} characters, at most {1} can be sent.', length, most)
      : '';
    if (!isTooLong && prompt.trim() !== '') this.actions.send(prompt);
  }
}
