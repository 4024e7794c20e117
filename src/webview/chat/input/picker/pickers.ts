import * as l10n from '@vscode/l10n';
import type { CommandItem, HostMessage, MentionItem, ViewMessage } from '../../../../engine/chat/view';
import type { PromptBox } from '../promptBox';
import { commandQueryAt } from './commandQuery';
import { mentionQueryAt, mentionQueryFrom } from './mentionQuery';
import { Picker, type PickerItem, type PickerQuery, type PickerSign, type PickerView } from './picker';
import { pickerListId, pickerOptionId } from './pickerList';

const mentionSign: PickerSign = { at: mentionQueryAt, from: mentionQueryFrom };
/** No command holds further ones. */
const commandSign: PickerSign = { at: commandQueryAt, from: () => undefined };

interface PickersActions {
  post(message: ViewMessage): void;
  /** Sends what is in the box. */
  send(): void;
  /** A picker is to be drawn again. `news`: what a screen reader is told, where that is another. */
  changed(news?: string): void;
}

/** The pickers of the box, of which one at most is open: mentions behind an `@`, commands behind a slash at the beginning. */
export class Pickers {
  private readonly mentions: Picker<MentionItem>;
  private readonly commands: Picker<CommandItem>;

  constructor(
    private readonly prompt: PromptBox,
    private readonly actions: PickersActions,
  ) {
    const shared = {
      send: () => actions.send(),
      empty: ({ from, to }: PickerQuery) => prompt.replace(from, to, '@'),
    };
    this.mentions = new Picker(mentionSign, {
      ...shared,
      ask: (query, within) => actions.post({ type: 'mention', query, within }),
      choose: (item, place) => this.mention(item, place),
      changed: () => this.changed(this.mentions.view),
    });
    this.commands = new Picker(commandSign, {
      ...shared,
      ask: (query) => actions.post({ type: 'find-commands', query }),
      choose: (item, place) => this.complete(item, place),
      changed: () => this.changed(this.commands.view),
    });
  }

  /** The one that is open. */
  get view(): PickerView | undefined {
    return this.mentions.view ?? this.commands.view;
  }

  /** What the open one offers, for people. */
  get name(): string {
    return this.commands.view ? l10n.t('Commands') : l10n.t('What can be sent along');
  }

  /** The text or the cursor is another. `isTyping`: by a key, not by a click, a paste or the host. */
  update(isTyping: boolean): void {
    const { text, cursor } = this.prompt;
    this.mentions.update(text, cursor, isTyping);
    this.commands.update(text, cursor, isTyping);
  }

  receive(message: Extract<HostMessage, { type: 'mentions' | 'commands' }>): void {
    if (message.type === 'mentions') this.mentions.receive(message);
    else this.commands.receive(message);
  }

  /** Whether the key was for a picker. */
  press(key: string): boolean {
    return this.mentions.press(key) || this.commands.press(key);
  }

  choose(item: PickerItem): void {
    if (item.kind === 'command') this.commands.choose(item);
    else this.mentions.choose(item);
  }

  activate(index: number): void {
    (this.commands.view ? this.commands : this.mentions).activate(index);
  }

  /** As if the user had typed an `@` at the beginning of a word. */
  startMention(): void {
    const { prompt } = this;
    prompt.focus();
    const { text, cursor } = prompt;
    const sign = cursor === 0 || /\s/.test(text.charAt(cursor - 1)) ? '@' : ' @';
    prompt.replace(cursor, cursor, sign);
    this.mentions.update(prompt.text, prompt.cursor, true);
  }

  /** The box has lost the focus, or its text was sent. */
  leave(): void {
    this.mentions.leave();
    this.commands.leave();
  }

  private mention({ id, label }: MentionItem, place: PickerQuery): void {
    this.put(`@${label}`, place);
    this.actions.post({ type: 'add-mention', id });
  }

  /** The file of a command that cannot be used is shown instead. */
  private complete({ id, label, isBroken }: CommandItem, place: PickerQuery): void {
    if (isBroken) this.actions.post({ type: 'open-command', id });
    else this.put(label, place);
  }

  /** Puts a word in the place of what was typed, and a space behind it. */
  private put(word: string, { from, to }: PickerQuery): void {
    const isSpaced = /^\s/.test(this.prompt.text.slice(to));
    this.prompt.replace(from, to, isSpaced ? word : `${word} `);
  }

  private changed(view: PickerView | undefined): void {
    const { element } = this.prompt;
    if (view && view.items.length > 0) {
      element.setAttribute('aria-controls', pickerListId);
      element.setAttribute('aria-activedescendant', pickerOptionId(view.active));
    } else {
      element.removeAttribute('aria-controls');
      element.removeAttribute('aria-activedescendant');
    }
    this.actions.changed(view && !view.isSearching ? countOf(view.items.length) : undefined);
  }
}

function countOf(items: number): string {
  if (items === 0) return l10n.t('Nothing matches.');
  return items === 1 ? l10n.t('1 match') : l10n.t('{0} matches', items);
}
