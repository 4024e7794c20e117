import * as l10n from '@vscode/l10n';
import { hiddenCount, shownNumber, withoutHidden } from '../../../../engine/model';
import { button } from '../../../shared/button';
import { elementsOf, h } from '../../../shared/dom';
import { icon } from '../../../shared/icons';
import { allowApply, applyButton } from './applyButton';
import { appendText } from './hiddenMark';
import { highlightedPiece, isKnownLanguage, languageName } from './highlight';
import { pieceChars, pieceLines, piecesPerPart } from '../budget/limits';
import { textEnd } from '../parse/textEnd';
import { insertAt, offsetOf } from '../seam/textPlace';
import { drawLine } from '../seam/writerLine';
import { Work } from '../budget/slicedWork';

/** What a reader can do with an answer's content. */
export interface ContentActions {
  copy(text: string): void;
  insert(text: string): void;
  /** Shows what the code of a block would change in a file. */
  apply(block: HTMLElement, text: string): void;
  /** Why no code can be applied now, one sentence; undefined where it can. */
  applyRefusal(): string | undefined;
  openLink(href: string): void;
  /** Draws at once what was left for later: the code of a block may go on there. */
  drawAll(): void;
}

/** Time that the check mark of a copy is shown. */
const confirmationMs = 1_500;

/** Some lines of the code: laid out, drawn and coloured by themselves. */
interface Piece {
  readonly element: HTMLElement;
  readonly at: number;
  text: string;
  hidden: number;
  /** Passed on to the next piece; undefined until the present text is coloured. */
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
  /** Hidden characters in all of them. */
  private hidden = 0;
  private text = '';
  private lastSeam: { readonly offset: number; readonly seam: HTMLElement } | undefined;
  private language: string | undefined;
  private infoText: string | undefined;

  constructor(
    private readonly actions: ContentActions,
    work?: Work,
  ) {
    const copy = button({ name: l10n.t('Copy'), icon: 'copy', onPress: () => this.copy(copy) });
    const insert = button({
      name: l10n.t('Insert at Cursor'),
      icon: 'insert',
      // Hidden characters must not get into a file.
      onPress: () => actions.insert(withoutHidden(this.wholeText())),
    });
    const apply = applyButton(() => actions.apply(this.element, this.wholeText()));
    allowApply(apply, actions.applyRefusal());
    this.element = h(
      'div',
      { class: 'code-block' },
      h('div', { class: 'code-bar' }, this.name, this.info, this.warning, apply, insert, copy),
      h('pre', {}, this.code),
    );
    this.work = work ?? new Work(this.element);
  }

  /** `info`: the text after the opening fence. Its first word is the language. */
  update(code: string, info: string): void {
    if (info === this.infoText && code === this.text) return;
    if (info !== this.infoText) this.setInfo(info);
    this.cut(code, code.startsWith(this.text));
    this.text = code;
    const { hidden } = this;
    const warning =
      hidden === 1
        ? l10n.t('1 hidden character, not inserted')
        : l10n.t('{0} hidden characters, not inserted', shownNumber(hidden));
    const told = hidden === 0 ? '' : warning;
    if (this.warning.textContent !== told) this.warning.textContent = told;
  }

  /** Puts a seam before the character at `offset` of the code. False where there is no code. */
  insertSeam(offset: number, seam: HTMLElement): boolean {
    const piece = this.pieces.findLast(({ at }) => at <= offset);
    if (!piece || !insertAt(piece.element, offset - piece.at, seam)) return false;
    drawLine(seam, piece.element);
    this.lastSeam = { offset, seam };
    for (const later of this.pieces.slice(this.pieces.indexOf(piece))) this.markWriter(later);
    return true;
  }

  /** Pieces behind a seam are drawn in the way of who wrote them. */
  private markWriter({ element, at }: Piece): void {
    const { offset, seam } = this.lastSeam ?? {};
    const isBehind = seam !== undefined && this.element.contains(seam) && at > (offset ?? 0);
    const writer = isBehind ? seam.dataset['writer'] : undefined;
    if (writer === undefined) delete element.dataset['writer'];
    else element.dataset['writer'] = writer;
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

  /** Cuts the code into pieces. Those that are as they were keep their elements, all but the last of code that grew. */
  private cut(code: string, hasGrown: boolean): void {
    let index = hasGrown ? Math.max(0, this.pieces.length - 1) : 0;
    let at = this.pieces[index]?.at ?? 0;
    while (at < code.length) {
      const text = code.slice(at, textEnd(code, at, pieceChars, pieceLines));
      const piece = this.pieces[index];
      if (piece?.text !== text || piece.at !== at) this.show(index, at, text);
      at += text.length;
      index += 1;
    }
    this.dropFrom(index);
  }

  private show(index: number, at: number, text: string): void {
    const known = this.pieces[index];
    if (known && known.at !== at) this.dropFrom(index);
    const before = this.pieces[index];
    const piece = before ?? {
      element: h('span', { class: 'code-piece' }),
      at,
      text: '',
      hidden: 0,
      carry: undefined,
      isQueued: false,
    };
    if (!before) {
      if (index % piecesPerPart === 0) this.code.append(h('span', { class: 'code-part' }));
      this.pieces.push(piece);
      this.code.lastElementChild?.append(piece.element);
      this.markWriter(piece);
    }
    // The colours of what was there stay until it is coloured again.
    if (text.startsWith(piece.text)) {
      appendText(piece.element, text.slice(piece.text.length));
      for (const seam of piece.element.querySelectorAll<HTMLElement>('.seam')) drawLine(seam, piece.element);
    } else {
      piece.element.replaceChildren();
      appendText(piece.element, text);
    }
    this.work.made(elementsOf(piece.element));
    piece.text = text;
    this.hidden -= piece.hidden;
    piece.hidden = hiddenCount(text);
    this.hidden += piece.hidden;
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
    const seams = [...piece.element.querySelectorAll<HTMLElement>('.seam')].map((seam) => ({
      seam,
      offset: piece.at + offsetOf(piece.element, seam),
    }));
    piece.element.replaceChildren(...nodes);
    for (const { seam, offset } of seams) this.insertSeam(offset, seam);
    this.work.made(elementsOf(piece.element));
  }

  private dropFrom(index: number): void {
    for (const piece of this.pieces.splice(index)) {
      this.hidden -= piece.hidden;
      const part = piece.element.parentElement;
      piece.element.remove();
      if (part?.childElementCount === 0) part.remove();
    }
  }

  private wholeText(): string {
    this.actions.drawAll();
    return this.text;
  }

  private copy(pressed: HTMLButtonElement): void {
    this.actions.copy(this.wholeText());
    pressed.replaceChildren(icon('check'));
    pressed.classList.add('is-confirmed');
    setTimeout(() => {
      pressed.replaceChildren(icon('copy'));
      pressed.classList.remove('is-confirmed');
    }, confirmationMs);
  }
}
