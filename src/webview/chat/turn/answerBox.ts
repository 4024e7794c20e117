import * as l10n from '@vscode/l10n';
import type { Answer, AnswerState, CodeView, SwitchNote, Writer } from '../../../engine/chat/view';
import { button } from '../../shared/button';
import { h, setChildren } from '../../shared/dom';
import { usageNote } from './usageNote';
import { icon, type IconName } from '../../shared/icons';
import type { Seam } from '../markdown/seam/seams';
import { seamMark } from '../markdown/seam/seamMark';
import { styleOfWriter } from '../markdown/seam/writerLine';
import { allowApply, applyButtonsIn } from '../markdown/nodes/applyButton';
import { StreamingMarkdown } from '../markdown/streamingMarkdown';
import { notSentNote } from './notSentNote';
import { problemBox } from './problemBox';
import { sameSwitchNote, sameWriter, switchNote, tellsOf } from './switchNote';
import { ThinkingBox } from './thinkingBox';
import { toolbar } from './toolbar';
import type { TurnActions } from './turnActions';
import { waitingBox } from './waitingBox';

/** One answer: who writes, what is written, where it changed hands, and how it ended. */
export class AnswerBox {
  readonly element = h('article', { class: 'answer' });
  private readonly heading = h('header', { class: 'answer-heading' });
  private readonly thinking = new ThinkingBox();
  /** Notices of switches before the first word. */
  private readonly lead = h('div', { class: 'answer-lead' });
  private readonly content: StreamingMarkdown;
  private readonly foot = h('div', { class: 'answer-foot' });
  /** Notices of switches within the text, where the seams are. */
  private readonly moves = h('div', { class: 'answer-moves' });
  private readonly notes = new Map<string, HTMLElement>();
  private readonly seams = new Map<string, HTMLElement>();
  private shown:
    { readonly answer: Answer; readonly isLast: boolean; readonly previous: Answer | undefined } | undefined;
  private code: CodeView = { blocks: 0, isCut: false };

  constructor(
    private readonly turnId: string,
    private readonly actions: TurnActions,
  ) {
    this.content = new StreamingMarkdown({
      copy: (text) => actions.copy(text),
      insert: (text) => actions.insert(text),
      openLink: (href) => actions.openLink(href),
      drawAll: () => this.content.drawAll(),
      apply: (block, text) => actions.applyBlock(turnId, text, sameBefore(this.content.element, block)),
      applyRefusal: () => (this.isRunning() ? l10n.t('The answer is still being written.') : undefined),
    });
    this.element.append(this.heading, this.lead, this.thinking.element, this.content.element, this.moves, this.foot);
  }

  /** `isLast`: the answer of the last turn, which can be asked for again. `previous`: the answer before this one. */
  update(answer: Answer, isLast: boolean, code: CodeView, previous?: Answer): void {
    const before = this.shown;
    if (before?.answer === answer && before.isLast === isLast && before.previous === previous) return;
    this.shown = { answer, isLast, previous };
    this.code = code;
    const isRunning = this.isRunning();
    const last = answer.switches.at(-1);
    const notSent = this.notSent(answer);
    // Who could not serve, and why, stands in the box below then.
    const isTold = answer.text === '' && (answer.state.type === 'waiting' || answer.state.type === 'failed');
    setChildren(this.lead, [
      ...this.notesOf(answer.switches, (note) => note.at === 0 && !isTold),
      ...(isTold || (last && last.at > 0) ? [] : notSent),
    ]);
    setChildren(this.moves, [
      ...this.notesOf(answer.switches, (note) => note.at > 0),
      ...(last && last.at > 0 ? notSent : []),
    ]);
    this.content.update(answer.text, !isRunning, this.seamsOf(answer));
    const isEndingSame =
      before?.isLast === isLast && before.answer.state === answer.state && answer.thinking === before.answer.thinking;
    if (isEndingSame && (answer.text === '') === (before.answer.text === '')) return;
    this.element.setAttribute('aria-label', l10n.t('Answer from {0}', nameOf(answer)));
    this.element.setAttribute('aria-busy', String(isRunning));
    setChildren(this.heading, headingOf(answer));
    this.thinking.update(answer);
    this.allowApply();
    setChildren(this.foot, this.ending(answer, isLast));
  }

  private isRunning(): boolean {
    const type = this.shown?.answer.state.type;
    return type === 'asking' || type === 'writing';
  }

  /** The last block may be cut off where the answer ended too early. */
  private allowApply(): void {
    const why = this.isRunning() ? l10n.t('The answer is still being written.') : undefined;
    const buttons = applyButtonsIn(this.content.element);
    for (const each of buttons) allowApply(each, why);
    const last = buttons.at(-1);
    if (last && this.code.isCut) allowApply(last, l10n.t('The answer ends in the middle of this code.'));
  }

  /** A notice of the same words keeps its element, so that it is announced once. */
  private notesOf(switches: readonly SwitchNote[], isMeant: (note: SwitchNote) => boolean): readonly HTMLElement[] {
    const previous = this.shown?.previous;
    return switches.flatMap((note, index) => {
      if (!isMeant(note)) return [];
      const isTold = note.mode === 'before-text' && previous !== undefined && tellsOf(note, previous);
      const key = [isTold ? 'again' : 'first', keyOf(note, index)].join('\n');
      return [kept(this.notes, key, () => (isTold ? sameSwitchNote(note) : switchNote(note)))];
    });
  }

  /** Stands with the notice of the latest switch. */
  private notSent({ notSent }: Answer): readonly HTMLElement[] {
    return notSent ? [kept(this.notes, JSON.stringify(notSent), () => notSentNote(notSent))] : [];
  }

  private seamsOf({ switches, writers }: Answer): readonly Seam[] {
    return switches.flatMap((note, index) => {
      if (note.at === 0) return [];
      const known = writers.findIndex((one) => sameWriter(note.to, one));
      const writer = known < 0 ? writers.length : known;
      const key = [writer, keyOf(note, index)].join('\n');
      const element = kept(this.seams, key, () => seamMark(note.to.label, note.why, writer));
      return [{ at: note.at, element, writer }];
    });
  }

  private ending(answer: Answer, isLast: boolean): readonly Node[] {
    const { state } = answer;
    switch (state.type) {
      case 'asking':
      case 'writing':
        return [progress(progressText(state, answer))];
      case 'done':
        return [this.summary(answer, isLast, state.reason === 'length' ? reachedLimit() : undefined)];
      case 'stopped':
        return [this.summary(answer, isLast, { icon: 'stop', text: l10n.t('Stopped'), again: 'retry' })];
      case 'interrupted': {
        const text = l10n.t('Interrupted when the window was closed');
        const again = answer.text === '' ? 'retry' : 'continue';
        return [this.summary(answer, isLast, { icon: 'warning', text, again })];
      }
      case 'waiting':
        return [
          waitingBox(state, {
            stopWaiting: () => this.actions.stopWaiting(this.turnId),
            sendElsewhere: () => this.actions.sendElsewhere(this.turnId),
          }),
          ...(answer.text === '' ? [] : [this.summary(answer, false)]),
        ];
      case 'failed': {
        const problem = isLast
          ? state.problem
          : { ...state.problem, actions: [], continueWith: undefined, useInstead: undefined };
        return [problemBox(problem, this.actions), this.summary(answer, isLast)];
      }
    }
  }

  private summary(answer: Answer, isLast: boolean, ending?: Ending): HTMLElement {
    const { effort } = answer;
    return h(
      'div',
      { class: 'summary' },
      ending && h('span', { class: 'ending' }, icon(ending.icon), ending.text),
      isLast ? this.again(ending?.again) : undefined,
      this.applyAll(),
      effort && usageNote(effort),
      this.tools(answer),
    );
  }

  private again(how: Ending['again']): HTMLElement | undefined {
    if (how === 'continue') {
      return button({
        name: l10n.t('Continue'),
        icon: 'resume',
        withText: true,
        onPress: () => this.actions.goOn(),
      });
    }
    if (how === undefined) return undefined;
    return button({ name: l10n.t('Try again'), icon: 'retry', withText: true, onPress: () => this.actions.retry() });
  }

  private applyAll(): HTMLElement | undefined {
    const { blocks } = this.code;
    if (blocks < 2) return undefined;
    return button({
      name: l10n.t('Apply all ({0})', blocks),
      icon: 'changes',
      withText: true,
      onPress: () => this.actions.applyAll(this.turnId),
    });
  }

  private tools({ text }: Answer): HTMLElement {
    const { actions, turnId } = this;
    const tools = [
      button({ name: l10n.t('Ask again'), icon: 'retry', onPress: () => actions.regenerate(turnId, false) }),
      button({
        name: l10n.t('Ask again with another model'),
        icon: 'model',
        onPress: () => actions.regenerate(turnId, true),
      }),
    ];
    if (text !== '') {
      tools.unshift(button({ name: l10n.t('Copy answer'), icon: 'copy', onPress: () => actions.copy(text) }));
    }
    return toolbar(l10n.t('Answer'), tools, 'answer-tools');
  }
}

/** Code blocks of the same text before this one. */
function sameBefore(answer: HTMLElement, block: HTMLElement): number {
  const texts = [...answer.querySelectorAll('.code-block')].map((each) => ({
    each,
    text: each.querySelector('code')?.textContent,
  }));
  const index = texts.findIndex(({ each }) => each === block);
  return texts.slice(0, index).filter(({ text }) => text === texts[index]?.text).length;
}

function keyOf({ mode, from, to, why }: SwitchNote, index: number): string {
  return [index, mode, from.label, to.label, why].join('\n');
}

function kept(elements: Map<string, HTMLElement>, key: string, make: () => HTMLElement): HTMLElement {
  const element = elements.get(key) ?? make();
  elements.set(key, element);
  return element;
}

interface Ending {
  readonly icon: IconName;
  readonly text: string;
  /** What brings the last answer further. */
  readonly again?: 'retry' | 'continue';
}

function reachedLimit(): Ending {
  return { icon: 'warning', text: l10n.t('Cut off at the length limit of the model') };
}

/** Who the answer is from: the last who wrote, before that who is asked. */
export function nameOf({ writers, state }: Answer): string {
  const asked = state.type === 'asking' ? state.writer : undefined;
  const latest = writers.at(-1) ?? asked;
  if (!latest) return 'Everpair';
  const first = writers[0];
  return first && first.label !== latest.label ? l10n.t('{0}, begun by {1}', latest.label, first.label) : latest.label;
}

function headingOf({ writers, state }: Answer): readonly Node[] {
  const asked = state.type === 'asking' && state.writer ? [state.writer] : [];
  const named = writers.length > 0 ? writers : asked;
  if (named.length === 0) return [h('span', { class: 'writer' }, h('strong', {}, 'Everpair'))];
  return named.flatMap((writer, index) => [
    ...(index > 0 ? [icon('switch')] : []),
    writerName(
      writer,
      named.findIndex((one) => sameWriter(one, writer)),
    ),
  ]);
}

/** Drawn in the way of what it wrote. */
function writerName({ label, model }: Writer, writer: number): HTMLElement {
  const style = writer > 0 ? styleOfWriter(writer) : undefined;
  return h(
    'span',
    { class: 'writer' },
    h('strong', { 'data-writer': style }, label),
    h('span', { class: 'model' }, model),
  );
}

function progressText(state: AnswerState, { text, thinking, switches }: Answer): string {
  if (state.type === 'writing') return text === '' && thinking !== '' ? l10n.t('Thinking…') : l10n.t('Writing…');
  const asked = state.type === 'asking' ? state.writer?.label : undefined;
  if (asked === undefined) return l10n.t('Choosing a provider…');
  if (text === '') return l10n.t('Asking {0}…', asked);
  return switches.at(-1)?.mode === 'restarted'
    ? l10n.t('Asking {0} to begin again…', asked)
    : l10n.t('Asking {0} to continue…', asked);
}

function progress(text: string): HTMLElement {
  return h('p', { class: 'progress' }, h('span', { class: 'pulse', 'aria-hidden': 'true' }), text);
}
