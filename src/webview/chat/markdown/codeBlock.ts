import { button } from '../button';
import { h, setChildren } from '../dom';
import { icon } from '../icons';
import { highlighted, languageName } from './highlight';

/** What a reader can do with an answer's content. */
export interface ContentActions {
  copy(text: string): void;
  insert(text: string): void;
  openLink(href: string): void;
}

/** Milliseconds that "Copied" is shown. */
const confirmation = 1_500;

/** A code block with its language and its buttons. Growing code is updated in place, so the buttons keep the focus. */
export class CodeBlock {
  readonly element: HTMLElement;
  private readonly name = h('span', { class: 'code-language' });
  private readonly code = h('code');
  private text = '';
  private language: string | undefined;

  constructor(private readonly actions: ContentActions) {
    const copy = button({ name: 'Copy', icon: 'copy', onPress: () => this.copy(copy) });
    const insert = button({ name: 'Insert at Cursor', icon: 'insert', onPress: () => actions.insert(this.text) });
    this.element = h(
      'div',
      { class: 'code-block' },
      h('div', { class: 'code-bar' }, this.name, insert, copy),
      h('pre', {}, this.code),
    );
  }

  /** `info`: what stands behind the opening fence, of which the first word is the language. */
  update(code: string, info: string): void {
    const language = /^[\w+#.-]+/.exec(info.trim())?.[0] ?? '';
    if (language === this.language && code === this.text) return;
    this.language = language;
    this.text = code;
    this.name.textContent = languageName(language);
    setChildren(this.code, highlighted(code, language));
  }

  private copy(pressed: HTMLButtonElement): void {
    this.actions.copy(this.text);
    pressed.replaceChildren(icon('check'));
    pressed.classList.add('is-confirmed');
    setTimeout(() => {
      pressed.replaceChildren(icon('copy'));
      pressed.classList.remove('is-confirmed');
    }, confirmation);
  }
}
