import * as l10n from '@vscode/l10n';
import { maxPromptChars } from '../../../engine/chat/view';
import { h } from '../../shared/dom';

interface PromptBoxActions {
  send(): void;
  saveDraft(draft: string): void;
  /** The text or the cursor is another. `isTyping`: by a key, not by a click, a paste or a recall. */
  edited(isTyping: boolean): void;
  /** Whether somebody else takes the key, before the box does. */
  pressed(event: KeyboardEvent): boolean;
  left(): void;
  /** What is pasted that is no text. */
  pasted(data: DataTransfer): void;
}

/** The host gets what was typed at the latest so long after each key. */
const draftDelayMs = 200;

/** The text that is written: its draft, the earlier prompts, and the keys. */
export class PromptBox {
  readonly element = h('textarea', {
    class: 'input',
    rows: 1,
    dir: 'auto',
    'aria-label': l10n.t('Message Everpair'),
    'aria-autocomplete': 'list',
    'aria-haspopup': 'listbox',
    placeholder: l10n.t('Ask about your code'),
  });
  private shownDraft: string | undefined;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private prompts: readonly string[] = [];
  private isComposing = false;
  /** The conversation was left, and the next one is not there yet. */
  private hasLeft = false;

  constructor(private readonly actions: PromptBoxActions) {
    this.element.addEventListener('input', (event) => this.typed(event));
    this.element.addEventListener('keydown', (event) => this.pressed(event));
    this.element.addEventListener('compositionstart', () => (this.isComposing = true));
    this.element.addEventListener('compositionend', () => {
      this.isComposing = false;
      this.edited(true);
    });
    for (const name of ['click', 'keyup'] as const) {
      this.element.addEventListener(name, () => {
        if (!this.isComposing) this.actions.edited(false);
      });
    }
    this.element.addEventListener('blur', () => this.actions.left());
    this.element.addEventListener('paste', (event) => {
      const data = event.clipboardData;
      // Programs that copy text often put a picture of it beside it.
      if (!data || data.files.length === 0 || data.getData('text/plain') !== '') return;
      event.preventDefault();
      this.actions.pasted(data);
    });
  }

  get text(): string {
    return this.element.value;
  }

  get isEmpty(): boolean {
    return this.text.trim() === '';
  }

  get cursor(): number {
    return this.element.selectionStart;
  }

  /** Prompts that Up recalls, the oldest first. */
  recallable(prompts: readonly string[]): void {
    this.prompts = prompts;
  }

  focus(): void {
    this.element.focus();
  }

  /** What the user types at this moment wins over what the host remembers. */
  showDraft(draft: string): void {
    if (draft === this.shownDraft) return;
    this.shownDraft = draft;
    if (this.timer === undefined || this.text === '') this.element.value = draft;
  }

  /** The draft of another conversation. What was typed since the last one was left is of this one, and stays. */
  showOtherDraft(draft: string): void {
    const isTyped = this.timer !== undefined || (this.hasLeft && this.text !== '');
    this.hasLeft = false;
    this.shownDraft = draft;
    if (!isTyped) this.element.value = draft;
  }

  /** A new conversation begins with this draft. */
  carryOver(): void {
    this.flush();
    this.hasLeft = true;
  }

  /** The conversation is left: its draft goes to the host, and what is typed from now on is of another one. */
  leave(): void {
    this.carryOver();
    this.empty();
  }

  /** Puts a text into the box for the user to change or send. */
  fill(text: string): void {
    this.element.value = text;
    this.element.setSelectionRange(text.length, text.length);
    this.edited(false);
  }

  /** Puts `text` in the place of what stands between two places, with the cursor behind it. */
  replace(from: number, to: number, text: string): void {
    const after = this.text.slice(0, from) + text + this.text.slice(to);
    this.element.setSelectionRange(from, to);
    // The one way to write that Undo takes back. It tells of the change by itself.
    // eslint-disable-next-line @typescript-eslint/no-deprecated -- nothing has come in its place
    if (this.element === document.activeElement) document.execCommand('insertText', false, text);
    if (this.text === after) return;
    this.element.setRangeText(text, from, to, 'end');
    this.edited(false);
  }

  /** What was sent is no draft any more. */
  empty(): void {
    this.forgetDraft();
    this.shownDraft = '';
    this.element.value = '';
  }

  /** Tells the host what was typed last, for when the page goes away. */
  flush(): void {
    if (this.timer === undefined) return;
    this.forgetDraft();
    if (this.text.length <= maxPromptChars) this.actions.saveDraft(this.text);
  }

  private forgetDraft(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
  }

  private typed(event: Event): void {
    // Half a word of an input method is not searched for.
    if (this.isComposing) this.saveSoon();
    else this.edited(event instanceof InputEvent && event.inputType !== 'insertFromPaste');
  }

  private edited(isTyping: boolean): void {
    this.saveSoon();
    this.actions.edited(isTyping);
  }

  /** Not put off by the next key: who types without a pause would lose all of it with the window. */
  private saveSoon(): void {
    this.timer ??= setTimeout(() => this.flush(), draftDelayMs);
  }

  private pressed(event: KeyboardEvent): void {
    // While an input method composes, Enter chooses a word.
    if (event.isComposing) return;
    if (event.key === 'Tab' && event.shiftKey) this.actions.left();
    const isPlain = !event.shiftKey && !event.ctrlKey && !event.altKey && !event.metaKey;
    if (isPlain && this.taken(event)) {
      event.preventDefault();
      event.stopPropagation();
    }
  }

  private taken(event: KeyboardEvent): boolean {
    if (this.actions.pressed(event)) return true;
    if (event.key === 'ArrowUp') return this.recall();
    if (event.key !== 'Enter') return false;
    this.actions.send();
    return true;
  }

  /** Up in an empty box, and again after that, goes back through the prompts. */
  private recall(): boolean {
    const { text } = this;
    const from = text === '' ? this.prompts.length : this.prompts.lastIndexOf(text);
    const earlier = this.prompts[from - 1];
    if (earlier === undefined || (text !== '' && this.cursor !== text.length)) return false;
    this.fill(earlier);
    return true;
  }
}
