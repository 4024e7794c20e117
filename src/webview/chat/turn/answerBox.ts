import type { Answer, AnswerState, SwitchNote, ViewCommand, Writer } from '../../../engine/chat/view';
import { button } from '../../shared/button';
import { h, setChildren } from '../../shared/dom';
import { usageNote } from './usageNote';
import { icon, type IconName } from '../../shared/icons';
import type { ContentActions } from '../markdown/nodes/codeBlock';
import { type Mark, StreamingMarkdown } from '../markdown/streamingMarkdown';
import { PlainText } from '../markdown/nodes/plainText';
import { problemBox } from './problemBox';
import { switchNote } from './switchNote';

export interface AnswerActions extends ContentActions {
  retry(): void;
  /** Lets the next provider go on with this answer. */
  goOn(): void;
  run(command: ViewCommand): void;
}

/** One answer: who writes, what is written, where it changed hands, and how it ended. */
export class AnswerBox {
  readonly element = h('article', { class: 'answer' });
  private readonly heading = h('header', { class: 'answer-heading' });
  private readonly thoughts = h('div');
  private readonly thinking = h(
    'details',
    { class: 'thinking', hidden: true },
    h('summary', {}, 'Thinking'),
    this.thoughts,
  );
  private readonly thoughtsText = new PlainText();
  /** Notices of switches before the first word. */
  private readonly lead = h('div', { class: 'answer-lead' });
  private readonly content: StreamingMarkdown;
  private readonly foot = h('div', { class: 'answer-foot' });
  private readonly notes = new Map<string, HTMLElement>();
  private shown: { readonly answer: Answer; readonly isLast: boolean } | undefined;

  constructor(private readonly actions: AnswerActions) {
    this.content = new StreamingMarkdown(actions);
    this.element.append(this.heading, this.lead, this.thinking, this.content.element, this.foot);
  }

  /** `isLast`: the answer of the last turn, which can be asked for again. */
  update(answer: Answer, isLast: boolean): void {
    const before = this.shown;
    if (before?.answer === answer && before.isLast === isLast) return;
    this.shown = { answer, isLast };
    const isRunning = answer.state.type === 'asking' || answer.state.type === 'writing';
    const marks = this.marks(answer.switches);
    setChildren(
      this.lead,
      marks.filter((mark) => mark.at === 0).map((mark) => mark.element),
    );
    this.content.update(
      answer.text,
      !isRunning,
      marks.filter((mark) => mark.at > 0),
    );
    const isEndingSame =
      before?.isLast === isLast && before.answer.state === answer.state && answer.thinking === before.answer.thinking;
    if (isEndingSame && (answer.text === '') === (before.answer.text === '')) return;
    this.element.setAttribute('aria-label', `Answer from ${nameOf(answer)}`);
    this.element.setAttribute('aria-busy', String(isRunning));
    setChildren(this.heading, headingOf(answer));
    this.thinking.hidden = answer.thinking === '';
    setChildren(this.thoughts, this.thoughtsText.show(answer.thinking));
    setChildren(this.foot, this.ending(answer, isLast));
  }

  /** A notice of the same words keeps its element, so that it is announced once. */
  private marks(switches: readonly SwitchNote[]): readonly Mark[] {
    return switches.map((note, index) => {
      const key = [index, note.mode, note.from.label, note.to.label, note.why].join('\n');
      const element = this.notes.get(key) ?? switchNote(note);
      this.notes.set(key, element);
      return { at: note.at, element };
    });
  }

  private ending(answer: Answer, isLast: boolean): readonly Node[] {
    const { state } = answer;
    switch (state.type) {
      case 'asking':
      case 'writing':
        return [progress(progressText(state, answer))];
      case 'done':
        return [this.summary(answer, state.reason === 'length' ? reachedLimit : undefined)];
      case 'stopped':
        return [this.summary(answer, { icon: 'stop', text: 'Stopped' }, isLast)];
      case 'interrupted':
        return [this.summary(answer, { icon: 'warning', text: 'Interrupted when the window was closed' }, isLast)];
      case 'failed': {
        const problem = isLast ? state.problem : { ...state.problem, actions: [], continueWith: undefined };
        return [problemBox(problem, this.actions), this.summary(answer)];
      }
    }
  }

  private summary({ text, effort }: Answer, ending?: Ending, withRetry = false): HTMLElement {
    const retry = (): HTMLElement =>
      button({ name: 'Try again', icon: 'retry', withText: true, onPress: () => this.actions.retry() });
    const copy = (): HTMLElement =>
      button({ name: 'Copy answer', icon: 'copy', onPress: () => this.actions.copy(text) });
    return h(
      'div',
      { class: 'summary' },
      ending && h('span', { class: 'ending' }, icon(ending.icon), ending.text),
      withRetry ? retry() : undefined,
      effort && usageNote(effort),
      text === '' ? undefined : copy(),
    );
  }
}

interface Ending {
  readonly icon: IconName;
  readonly text: string;
}

const reachedLimit: Ending = { icon: 'warning', text: 'Cut off at the length limit of the model' };

/** Who the answer is from: the last who wrote, before that who is asked. */
export function nameOf({ writers, state }: Answer): string {
  const asked = state.type === 'asking' ? state.writer : undefined;
  const latest = writers.at(-1) ?? asked;
  if (!latest) return 'Everpair';
  const first = writers[0];
  return first && first.label !== latest.label ? `${latest.label}, begun by ${first.label}` : latest.label;
}

function headingOf({ writers, state }: Answer): readonly Node[] {
  const asked = state.type === 'asking' && state.writer ? [state.writer] : [];
  const named = writers.length > 0 ? writers : asked;
  if (named.length === 0) return [h('span', { class: 'writer' }, h('strong', {}, 'Everpair'))];
  return named.flatMap((writer, index) => [...(index > 0 ? [icon('switch')] : []), writerName(writer)]);
}

function writerName({ label, model }: Writer): HTMLElement {
  return h('span', { class: 'writer' }, h('strong', {}, label), h('span', { class: 'model' }, model));
}

function progressText(state: AnswerState, { text, thinking, switches }: Answer): string {
  if (state.type === 'writing') return text === '' && thinking !== '' ? 'Thinking…' : 'Writing…';
  const asked = state.type === 'asking' ? state.writer?.label : undefined;
  if (asked === undefined) return 'Choosing a provider…';
  if (text === '') return `Asking ${asked}…`;
  return switches.at(-1)?.mode === 'restarted' ? `Asking ${asked} to begin again…` : `Asking ${asked} to continue…`;
}

function progress(text: string): HTMLElement {
  return h('p', { class: 'progress' }, h('span', { class: 'pulse', 'aria-hidden': 'true' }), text);
}
