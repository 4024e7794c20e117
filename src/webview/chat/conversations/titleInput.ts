import * as l10n from '@vscode/l10n';
import { Component, type ComponentChildren, createRef, h } from 'preact';
import { pressed } from '../../shared/strokes';
import { keys } from '../keyboard/keys';

/** Characters of a title at most. */
const maxTitleChars = 300;

interface TitleInputProps {
  readonly title: string;
  /** Undefined: the title stays as it was. */
  readonly onEnd: (title: string | undefined) => void;
}

/** The title of a conversation, to be changed in its place. Going elsewhere keeps what was typed, Escape does not. */
export class TitleInput extends Component<TitleInputProps> {
  private readonly input = createRef<HTMLInputElement>();
  private hasEnded = false;

  override componentDidMount(): void {
    this.input.current?.focus();
    this.input.current?.select();
  }

  override render({ title }: TitleInputProps): ComponentChildren {
    return h('input', {
      ref: this.input,
      type: 'text',
      class: 'conversation-rename',
      dir: 'auto',
      'aria-label': l10n.t('New title'),
      maxLength: maxTitleChars,
      defaultValue: title,
      onKeyDown: (event: KeyboardEvent) => this.pressed(event),
      onBlur: () => this.end(true),
    });
  }

  private pressed(event: KeyboardEvent): void {
    // The keys of the list, such as Home and Delete, are those of the text here.
    event.stopPropagation();
    if (pressed(event, keys.sendEdit)) this.end(true);
    else if (pressed(event, keys.giveUpEdit)) this.end(false);
    else return;
    event.preventDefault();
  }

  private end(isMeant: boolean): void {
    if (this.hasEnded) return;
    this.hasEnded = true;
    const title = this.input.current?.value.trim() ?? '';
    this.props.onEnd(isMeant && title !== '' && title !== this.props.title ? title : undefined);
  }
}
