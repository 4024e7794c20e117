import * as l10n from '@vscode/l10n';
import { h as component, render } from 'preact';
import { type ChatView, type HostMessage, maxPromptChars, type ViewMessage } from '../../../engine/chat/view';
import { h } from '../../shared/dom';
import { whole } from '../../shared/formattedNumber';
import { ComposerBox } from './composerBox';
import { DropTarget } from './dropTarget';
import { fromBase64 } from './image/base64';
import type { Canvas } from './image/canvas';
import { ImageIntake, type NamedFile } from './image/imageIntake';
import { Pickers } from './picker/pickers';
import { PromptBox } from './promptBox';
import { transferredFiles } from './transferredData';

/** What of the view the box shows. */
const drawnParts = ['draft', 'images', 'context', 'conversation', 'chain', 'queue', 'queueNote', 'tokens'] as const;

const ownMessages = ['mentions', 'commands', 'refused', 'overtaken', 'news', 'picked-image'] as const;

/** What the host says to the box alone. */
type ComposerMessage = Extract<HostMessage, { type: (typeof ownMessages)[number] }>;

/** Whether the message is for the box alone. */
export function isOfComposer(message: HostMessage): message is ComposerMessage {
  return ownMessages.some((type) => type === message.type);
}

/** URIs that one message holds. */
const maxDropped = 100;

/** Where prompts are written: the box with its context, images and queue. Tells the host what the user does. */
export class Composer {
  readonly element = h('div', { class: 'composer' });
  private readonly prompt: PromptBox;
  private readonly pickers: Pickers;
  private readonly images: ImageIntake;
  private view: ChatView | undefined;
  private complaints: readonly string[] = [];
  /** What a screen reader is told. */
  private news = '';
  private isDragging = false;

  constructor(
    private readonly post: (message: ViewMessage) => void,
    canvas?: Canvas,
  ) {
    this.prompt = new PromptBox({
      send: () => this.send(),
      saveDraft: (draft) => post({ type: 'draft', draft }),
      edited: (isTyping) => this.edited(isTyping),
      pressed: ({ key }) => this.pickers.press(key),
      left: () => this.pickers.leave(),
      pasted: (data) => this.take(transferredFiles(data)),
    });
    this.pickers = new Pickers(this.prompt, {
      post,
      send: () => this.send(),
      changed: (news) => {
        if (news !== undefined) this.news = news;
        this.draw();
      },
    });
    this.images = new ImageIntake(
      {
        add: (image) => post(image),
        complain: (problems) => this.complain(problems),
        changed: () => this.draw(),
      },
      canvas,
    );
  }

  update(view: ChatView): void {
    const before = this.view;
    const wasBusy = this.isBusy;
    this.view = view;
    this.prompt.recallable(view.turns.map((turn) => turn.prompt));
    if (before && before.conversation.id !== view.conversation.id) this.prompt.showOtherDraft(view.draft);
    else this.prompt.showDraft(view.draft);
    // Most updates are words of an answer, many a second.
    const isSame = before && wasBusy === this.isBusy && drawnParts.every((part) => before[part] === view[part]);
    if (!isSame) this.draw();
  }

  receive(message: ComposerMessage): void {
    switch (message.type) {
      case 'mentions':
      case 'commands':
        this.pickers.receive(message);
        return;
      case 'refused':
        this.complain([message.why]);
        return;
      case 'overtaken':
        this.keepOvertaken(message.prompt);
        return;
      case 'news':
        this.news = message.text;
        this.draw();
        return;
      case 'picked-image':
        this.take([{ name: message.name, blob: fromBase64(message.data, message.mediaType) }]);
    }
  }

  /** Takes what is dropped anywhere on `page`. */
  acceptDropsOn(page: HTMLElement): void {
    new DropTarget(page, {
      dragging: (isDragging) => {
        this.isDragging = isDragging;
        this.draw();
      },
      dropUris: (uris) => this.drop(uris),
      dropFiles: (files) => this.take(files),
    });
  }

  focus(): void {
    this.prompt.focus();
  }

  /** Puts a text into the box for the user to change or send. */
  propose(prompt: string): void {
    this.prompt.fill(prompt);
    this.focus();
  }

  /** Tells the host what was typed last, for when the page goes away. */
  flush(): void {
    this.prompt.flush();
  }

  /** What was typed goes along into a new chat, and stays with a conversation that is left for another. */
  beforePost(message: ViewMessage): void {
    const { view } = this;
    if (message.type === 'new-chat' && view && view.turns.length > 0) this.prompt.carryOver();
    const isOther = message.type === 'open-conversation' && message.id !== view?.conversation.id;
    if (!isOther && message.type !== 'fork') return;
    this.prompt.leave();
    this.draw();
  }

  private get isBusy(): boolean {
    const state = this.view?.turns.at(-1)?.answer.state.type;
    return state === 'asking' || state === 'writing';
  }

  private draw(): void {
    const { view } = this;
    if (!view) return;
    const box = component(ComposerBox, {
      view,
      isBusy: this.isBusy,
      isEmpty: this.prompt.isEmpty,
      isDragging: this.isDragging,
      input: this.prompt.element,
      picker: this.pickers.view,
      pickerName: this.pickers.name,
      reading: this.images.names,
      complaints: this.complaints,
      news: this.news,
      post: this.post,
      send: () => this.send(),
      stop: () => this.stop(),
      focus: () => this.focus(),
      mention: () => this.pickers.startMention(),
      choose: (item) => this.pickers.choose(item),
      pointTo: (index) => this.pickers.activate(index),
      moveQueued: (id, to) => this.moveQueued(id, to),
      keepOvertaken: (prompt) => this.keepOvertaken(prompt),
    });
    render(box, this.element);
  }

  private edited(isTyping: boolean): void {
    this.complaints = [];
    this.pickers.update(isTyping);
    this.draw();
  }

  private drop(uris: readonly string[]): void {
    for (let at = 0; at < uris.length; at += maxDropped) {
      this.post({ type: 'drop', uris: uris.slice(at, at + maxDropped) });
    }
  }

  private take(files: readonly NamedFile[]): void {
    this.complaints = [];
    this.images.take(files);
  }

  private send(): void {
    if (this.prompt.isEmpty) return;
    const { length } = this.prompt.text;
    if (length > maxPromptChars) {
      this.complain([
        l10n.t(
          'The message is too long: {0} characters, at most {1} can be sent.',
          whole(length),
          whole(maxPromptChars),
        ),
      ]);
      return;
    }
    // An image that is still being read belongs to this prompt.
    this.images.afterAll(() => this.sendNow());
    this.focus();
  }

  private sendNow(): void {
    if (this.prompt.isEmpty) return;
    const prompt = this.prompt.text;
    this.prompt.empty();
    this.pickers.leave();
    this.complaints = [];
    this.news = this.isBusy ? l10n.t('Added to the queue') : '';
    this.post({ type: 'send', prompt });
    this.draw();
  }

  private stop(): void {
    this.post({ type: 'stop' });
    // This button goes away, and a keyboard must not be left nowhere.
    this.focus();
  }

  private moveQueued(id: string, to: number): void {
    this.news = l10n.t('Moved to place {0} of {1}', to + 1, this.view?.queue.length ?? 0);
    this.post({ type: 'move-queued', id, to });
    this.draw();
  }

  private keepOvertaken(prompt: string): void {
    const { text } = this.prompt;
    this.prompt.fill(text.trim() === '' ? prompt : `${text}\n\n${prompt}`);
    this.complain([l10n.t('The prompt was sent while you changed it. Your change is in the box.')]);
  }

  private complain(complaints: readonly string[]): void {
    this.complaints = complaints;
    this.draw();
  }
}
