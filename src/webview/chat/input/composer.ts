import { type ChatView, maxPromptChars } from '../../../engine/chat/view';
import { button } from '../../shared/button';
import { ChainButton } from './chainButton';
import { ContextBar } from './contextBar';
import { h } from '../../shared/dom';

interface ComposerActions {
  send(prompt: string): void;
  stop(): void;
  saveDraft(draft: string): void;
  removeContext(id: string): void;
  addContext(id: string): void;
  switchProvider(): void;
}

/** The host gets the draft so long after the last key. */
const draftDelayMs = 200;

/** The input box with its context, its provider and its buttons. */
export class Composer {
  readonly element: HTMLElement;
  private readonly input = h('textarea', {
    class: 'input',
    rows: 1,
    'aria-label': 'Message Everpair',
    placeholder: 'Ask about your code',
  });
  private readonly context: ContextBar;
  private readonly chain: ChainButton;
  private readonly sendButton = button({ name: 'Send', icon: 'send', class: 'primary', onPress: () => this.send() });
  private readonly stopButton = button({
    name: 'Stop',
    icon: 'stop',
    class: 'stop',
    onPress: () => {
      this.actions.stop();
      // This button goes away, and a keyboard must not be left nowhere.
      this.focus();
    },
  });
  private readonly complaint = h('p', { class: 'complaint', role: 'alert' });
  private shownDraft: string | undefined;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private isBusy = false;
  private prompts: readonly string[] = [];

  constructor(private readonly actions: ComposerActions) {
    this.context = new ContextBar({ remove: (id) => actions.removeContext(id), add: (id) => actions.addContext(id) });
    this.chain = new ChainButton(() => actions.switchProvider());
    this.complaint.hidden = true;
    this.element = h(
      'div',
      { class: 'composer' },
      this.complaint,
      h(
        'div',
        { class: 'composer-box' },
        this.context.element,
        this.input,
        h('div', { class: 'composer-foot' }, this.chain.element, this.stopButton, this.sendButton),
      ),
    );
    this.input.addEventListener('input', () => this.edited());
    this.input.addEventListener('keydown', (event) => this.pressed(event));
  }

  update(view: ChatView): void {
    const state = view.turns.at(-1)?.answer.state.type;
    this.isBusy = state === 'asking' || state === 'writing';
    this.prompts = view.turns.map((turn) => turn.prompt);
    this.context.update(view.context);
    this.chain.update(view.chain);
    this.showDraft(view.draft);
    this.stopButton.hidden = !this.isBusy;
    this.sendButton.hidden = this.isBusy;
    this.updateSend();
  }

  focus(): void {
    this.input.focus();
  }

  /** Puts a text into the box for the user to change or send. */
  propose(prompt: string): void {
    this.setText(prompt);
    this.edited();
    this.focus();
  }

  /** Tells the host what was typed last, for when the page goes away. */
  flush(): void {
    if (this.timer === undefined) return;
    clearTimeout(this.timer);
    this.timer = undefined;
    if (this.input.value.length <= maxPromptChars) this.actions.saveDraft(this.input.value);
  }

  /** What the user types at this moment wins over what the host remembers. */
  private showDraft(draft: string): void {
    if (draft === this.shownDraft) return;
    this.shownDraft = draft;
    if (this.timer === undefined || this.input.value === '') this.setText(draft);
  }

  private setText(text: string): void {
    this.input.value = text;
    this.updateSend();
  }

  private edited(): void {
    this.complain('');
    this.updateSend();
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.flush(), draftDelayMs);
  }

  private pressed(event: KeyboardEvent): void {
    // While an input method composes, Enter chooses a word.
    if (event.isComposing) return;
    if (event.key === 'Enter' && !event.shiftKey && !event.ctrlKey && !event.altKey && !event.metaKey) {
      event.preventDefault();
      this.send();
    } else if (event.key === 'ArrowUp' && this.recall()) {
      event.preventDefault();
    }
  }

  private send(): void {
    const prompt = this.input.value;
    if (this.isBusy || prompt.trim() === '') return;
    if (prompt.length > maxPromptChars) {
      const [length, most] = [prompt.length.toLocaleString(), maxPromptChars.toLocaleString()];
      this.complain(`The message is too long: ${length} characters, at most ${most} can be sent.`);
      return;
    }
    clearTimeout(this.timer);
    this.timer = undefined;
    this.shownDraft = '';
    this.setText('');
    this.actions.send(prompt);
    this.focus();
  }

  /** Up in an empty box, and again after that, goes back through the prompts. */
  private recall(): boolean {
    const { value } = this.input;
    const from = value === '' ? this.prompts.length : this.prompts.lastIndexOf(value);
    const earlier = this.prompts[from - 1];
    if (earlier === undefined || (value !== '' && this.input.selectionStart !== value.length)) return false;
    this.setText(earlier);
    this.input.setSelectionRange(earlier.length, earlier.length);
    this.edited();
    return true;
  }

  private updateSend(): void {
    this.sendButton.disabled = this.input.value.trim() === '';
  }

  private complain(text: string): void {
    this.complaint.textContent = text;
    this.complaint.hidden = text === '';
  }
}
