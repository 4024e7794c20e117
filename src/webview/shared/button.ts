import { h } from './dom';
import { icon, type IconName } from './icons';

interface ButtonOptions {
  /** Its accessible name, and the tooltip of a button without text. */
  readonly name: string;
  readonly icon?: IconName;
  /** Shows the name as text. */
  readonly withText?: boolean;
  readonly class?: string;
  readonly onPress: () => void;
}

export function button(options: ButtonOptions): HTMLButtonElement {
  const withText = options.withText ?? false;
  const element = h(
    'button',
    {
      type: 'button',
      class: ['button', withText ? 'text-button' : 'icon-button', options.class].filter(Boolean).join(' '),
      'aria-label': withText ? undefined : options.name,
      title: withText ? undefined : options.name,
    },
    options.icon && icon(options.icon),
    withText ? options.name : undefined,
  );
  element.addEventListener('click', () => options.onPress());
  return element;
}
