import * as l10n from '@vscode/l10n';
import type { TurnView } from '../../../engine/chat/view';
import { button } from '../../shared/button';
import { h, setChildren } from '../../shared/dom';
import { TurnBox } from '../turn/turnBox';
import type { TurnActions } from '../turn/turnActions';
import { StickToBottom } from './stickToBottom';

/** Turns that are drawn at once: the last ones, and as many before them each time the reader comes near to the first. */
const turnsAtOnce = 10;

/** A reader within so many pixels of the first turn that is drawn is given those before it. */
const nearTopPx = 1_200;

/** The conversation, scrolled to its end while the reader stays there. */
export class Transcript {
  readonly element: HTMLElement;
  private readonly turns = h('div', { class: 'turns' });
  private readonly scroller: HTMLElement;
  private readonly jump = button({
    name: l10n.t('Jump to latest'),
    icon: 'latest',
    withText: true,
    class: 'jump',
    onPress: () => this.sticky.jumpToBottom(),
  });
  private readonly earlier = button({
    name: l10n.t('Show earlier messages'),
    withText: true,
    class: 'earlier',
    onPress: () => this.drawEarlier(true),
  });
  private readonly sticky: StickToBottom;
  private boxes = new Map<string, TurnBox>();
  private conversationId: string | undefined;
  /** The last turn that a summary stands for. */
  private summarisedId: string | undefined;
  private shown: readonly TurnView[] = [];
  /** Place of the first turn that is drawn. */
  private first = 0;
  /** The branch that was asked for, and where the turn that it replaces stands on the page. */
  private wanted: { readonly turnId: string; readonly topPx: number } | undefined;

  constructor(private readonly actions: TurnActions) {
    // What changes in the log is announced by notices and at the end of an answer, not with each word of it.
    this.scroller = h(
      'div',
      { class: 'transcript', role: 'log', 'aria-label': l10n.t('Conversation'), 'aria-live': 'off', tabindex: 0 },
      this.earlier,
      this.turns,
    );
    this.jump.hidden = true;
    this.earlier.hidden = true;
    this.element = h('div', { class: 'transcript-frame' }, this.scroller, this.jump);
    this.sticky = new StickToBottom(this.scroller, (isSticking) => (this.jump.hidden = isSticking));
    const resized = new ResizeObserver(() => this.sticky.contentChanged());
    resized.observe(this.scroller);
    resized.observe(this.turns);
    this.scroller.addEventListener('scroll', () => this.scrolled(), { passive: true });
    // What a reader unfolds stays where it is, also while an answer is written.
    this.scroller.addEventListener('click', ({ target }) => {
      if (target instanceof Object && 'closest' in target && (target as Element).closest('summary'))
        this.sticky.release();
    });
  }

  update(turns: readonly TurnView[], conversationId: string): void {
    const isOther = conversationId !== this.conversationId;
    if (isOther) this.boxes = new Map();
    this.conversationId = conversationId;
    const last = turns.at(-1);
    const isNew = last !== undefined && !this.boxes.has(last.id);
    const most = Math.max(0, turns.length - turnsAtOnce);
    this.first = isOther ? most : Math.min(this.first, most);
    this.shown = turns;
    const summarised = turns.findLastIndex(({ answer }) => answer.summary !== undefined);
    const before = this.summarisedId;
    this.summarisedId = turns[summarised]?.id;
    // Who has asked for a summary is shown where it stands, and the way back.
    const isNewSummary = !isOther && this.summarisedId !== undefined && placeOf(turns, before) < summarised;
    if (isNewSummary) this.first = Math.min(this.first, summarised);
    this.draw();
    if (this.showWanted()) return;
    if (isNewSummary) {
      this.sticky.release();
      this.turns.querySelector('.summary-mark')?.scrollIntoView({ block: 'center' });
      return;
    }
    if (isNew) this.sticky.jumpToBottom();
    else this.sticky.contentChanged();
  }

  private draw(): void {
    const boxes = new Map<string, TurnBox>();
    this.shown.slice(this.first).forEach((turn, index) => {
      const box = this.boxes.get(turn.id) ?? new TurnBox(turn, this.turnActions());
      const place = this.first + index;
      box.update(turn, place === this.shown.length - 1, this.shown[place - 1], turn.id === this.summarisedId);
      boxes.set(turn.id, box);
    });
    this.boxes = boxes;
    this.earlier.hidden = this.first === 0;
    setChildren(
      this.turns,
      [...boxes.values()].map((box) => box.element),
    );
  }

  private scrolled(): void {
    if (this.scroller.scrollTop < nearTopPx) this.drawEarlier(false);
  }

  /** The reader stays at the same words. */
  private drawEarlier(isAsked: boolean): void {
    if (this.first === 0) return;
    const { scroller } = this;
    const belowPx = scroller.scrollHeight - scroller.scrollTop;
    const before = this.shown[this.first - 1];
    this.first = Math.max(0, this.first - turnsAtOnce);
    this.draw();
    scroller.scrollTop = scroller.scrollHeight - belowPx;
    // The pressed button may be gone, and a keyboard must not be left nowhere.
    if (isAsked && this.earlier.hidden && before) this.scroller.focus();
  }

  private turnActions(): TurnActions {
    return { ...this.actions, showBranch: (turnId) => this.askForBranch(turnId) };
  }

  private askForBranch(turnId: string): void {
    const box = [...this.boxes.values()].find(({ element }) => element.contains(document.activeElement));
    this.wanted = { turnId, topPx: box?.element.getBoundingClientRect().top ?? 0 };
    this.actions.showBranch(turnId);
  }

  /** The branch that was asked for is there: the reader stays at its turn, and a keyboard at its buttons. */
  private showWanted(): boolean {
    const { wanted } = this;
    const box = wanted && this.boxes.get(wanted.turnId);
    if (!box) return false;
    this.wanted = undefined;
    this.sticky.release();
    box.prompt.focusBranches();
    this.scroller.scrollTop += box.element.getBoundingClientRect().top - wanted.topPx;
    return true;
  }
}

/** Place of the turn, -1 where it is not there. */
function placeOf(turns: readonly TurnView[], id: string | undefined): number {
  return turns.findIndex((turn) => turn.id === id);
}
