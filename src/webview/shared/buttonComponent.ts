import { type ButtonHTMLAttributes, type ComponentChildren, h } from 'preact';
import { Icon } from './iconComponent';
import type { IconName } from './icons';

interface ButtonProps extends Omit<ButtonHTMLAttributes, 'name' | 'class' | 'icon' | 'onClick'> {
  /** Its accessible name, and the tooltip of a button without text. */
  readonly name: string;
  readonly icon?: IconName;
  /** Shows the name as text. */
  readonly withText?: boolean;
  readonly class?: string | undefined;
  readonly onPress: () => void;
}

export function Button({
  name,
  icon,
  withText = false,
  class: more,
  onPress,
  ...rest
}: ButtonProps): ComponentChildren {
  const classes = ['button', withText ? 'text-button' : 'icon-button', more].filter(Boolean).join(' ');
  const named = withText ? {} : { 'aria-label': name, title: name };
  return h(
    'button',
    { type: 'button', class: classes, ...named, ...rest, onClick: () => onPress() },
    icon && h(Icon, { name: icon }),
    withText ? name : undefined,
  );
}
