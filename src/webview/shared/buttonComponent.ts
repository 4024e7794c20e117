import { type ButtonHTMLAttributes, type ComponentChildren, h } from 'preact';
import { Icon } from './iconComponent';
import type { IconName } from './icons';

interface ButtonProps extends Omit<ButtonHTMLAttributes, 'name' | 'class' | 'icon' | 'onClick'> {
  /** Its accessible name, and the tooltip of a button without text. */
  readonly name: string;
  readonly icon?: IconName;
  /** Shows the name as text. */
  readonly withText?: boolean;
  /** Shown in place of the name, of which it is a part. */
  readonly text?: string;
  /** What it does, by which the focus finds it again in a list that is drawn anew. */
  readonly 'data-act'?: string;
  readonly class?: string | undefined;
  readonly onPress: () => void;
}

export function Button({
  name,
  icon,
  withText = false,
  text = withText ? name : undefined,
  class: more,
  onPress,
  ...rest
}: ButtonProps): ComponentChildren {
  const classes = ['button', text === undefined ? 'icon-button' : 'text-button', more].filter(Boolean).join(' ');
  const named = text === name ? {} : { 'aria-label': name, title: name };
  return h(
    'button',
    { type: 'button', class: classes, ...named, ...rest, onClick: () => onPress() },
    icon && h(Icon, { name: icon }),
    text,
  );
}
