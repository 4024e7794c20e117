import { hiddenCount, withoutHidden } from '../../../model/hiddenCharacters';
import { button } from '../button';
import { h } from '../dom';
import { icon } from '../icons';
import { appendText } from './hiddenMark';
import { highlightedPiece, isKnownLanguage, languageName } from './highlight';
import { pieceChars, pieceLines } from './limits';
import { Work } from './work';

/** What a reader can do with an answer's content. */
export interface ContentActions {
  copy(text: string): void;
  insert(text: string): void;
  openLink(href: string): void;
}

/** Milliseconds that "Copied" is shown. */
const confirmation = 1_500;

/** Some lines of the code: laid out, drawn and coloured by themselves. */
interface Piece {
  readonly element: HTMLElement;
  text: string;
  hidden: number;
  /** What it is coloured with and leaves to the next; undefined while it is not coloured as it stands. */
  carry: string | undefined;
  isQueued: boolean;
}

/** A code block with its language and its buttons. Growing code is updated in place, so the buttons keep the focus. */
export class CodeBlock {
  readonly element: HTMLElement;
  private readonly name = h('span', { class: 'code-language' });
  private readonly info = h('span', { class: 'code-info' });
  private readonly warning = h('span', { class: 'code-warning' });
  private readonly code = h('code');
  private readonly work: Work;
  private pieces: Piece[] = [];
  private text = '';
  private language: string | undefined;
  private infoText: string | undefined;

  constructor(
    private readonly actions: ContentActions,
    work?: Work,
  ) {
    const copy = button({ name: 'Copy', icon: 'copy', onPress: () => this.copy(copy) });
    const insert = button({
      name: 'Insert at Cursor',
      icon: 'insert',
      // What nobody sees here must not come into a file.
      onPress: () => actions.insert(withoutHidden(this.text)),
    });
    this.element = h(
      'div',
      { class: 'code-block' },
      h('div', { class: 'code-bar' }, this.name, this.info, this.warning, insert, copy),
      h('pre', {}, this.code),
    );
    this.work = work ?? new Work(this.element);
  }

  /** `info`: what stands behind the opening fence, of which the first word is the language. */
  update(code: string, info: string): void {
    if (info === this.infoText && code === this.text) return;
    if (info !== this.infoText) this.setInfo(info);
    this.text = code;
    this.cut(code);
    const hidden = this.pieces.reduce((sum, piece) => sum + piece.hidden, 0);
    this.warning.textContent =
      hidden === 0
        ? ''
        : `${hidden.toLocaleString()} hidden ${hidden === 1 ? 'character' : 'characters'}, not inserted`;
  }

  private setInfo(info: string): void {
    this.infoText = info;
    const language = /^[\w+#.-]+/.exec(info.trim())?.[0] ?? '';
    const rest = info.trim().slice(language.length).trim();
    this.name.textContent = languageName(language);
    this.info.replaceChildren();
    appendText(this.info, rest);
    if (language !== this.language) this.dropFrom(0);
    this.language = language;
  }

  /** Cuts the code into pieces. Those that are as they were keep their elements. */
  private cut(code: string): void {
    let [index, at] = [0, 0];
    while (at < code.length) {
      const text = code.slice(at, pieceEnd(code, at));
      const piece = this.pieces[index];
      if (piece?.text !== text) this.show(index, text);
      at += text.length;
      index += 1;
    }
    this.dropFrom(index);
  }

  private show(index: number, text: string): void {
    const before = this.pieces[index];
    const piece = before ?? {
      element: h('span', { class: 'code-piece' }),
      text: '',
      hidden: 0,
      carry: undefined,
      isQueued: false,
    };
    if (!before) {
      this.pieces.push(piece);
      this.code.append(piece.element);
    }
    // The colours of what was there stay until it is coloured again.
    if (text.startsWith(piece.text)) appendText(piece.element, text.slice(piece.text.length));
    else {
      piece.element.replaceChildren();
      appendText(piece.element, text);
    }
    piece.text = text;
    piece.hidden = hiddenCount(text);
    piece.carry = undefined;
    piece.element.classList.toggle('is-broken', !text.endsWith('\n') && text.length >= pieceChars);
    if (piece.isQueued || !isKnownLanguage(this.language ?? '')) return;
    piece.isQueued = true;
    this.work.do(text.length, () => this.colour(piece));
  }

  private colour(piece: Piece): void {
    const index = this.pieces.indexOf(piece);
    piece.isQueued = false;
    if (index < 0) return;
    const { nodes, carry } = highlightedPiece(piece.text, this.language ?? '', this.pieces[index - 1]?.carry);
    piece.carry = carry;
    piece.element.replaceChildren(...nodes);
  }

  private dropFrom(index: number): void {
    for (const piece of this.pieces.splice(index)) piece.element.remove();
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

/** Behind the last whole line that still fits; a longer line is broken. */
function pieceEnd(code: string, at: number): number {
  let end = at;
  for (let lines = 0; lines < pieceLines && end < code.length; lines += 1) {
    const next = code.indexOf('\n', end) + 1 || code.length;
    if (next - at > pieceChars) return end === at ? brokenAt(code, at + pieceChars) : end;
    end = next;
  }
  return end;
}

/** Not between the halves of a surrogate pair. */
function brokenAt(code: string, at: number): number {
  return /[\ud800-\udbff]/.test(code[at - 1] ?? '') ? at - 1 : at;
}
