import { type ComponentChildren, h } from 'preact';
import { type IconName, strokesOf } from './icons';

/** A decorative icon in the colour of the text around it. */
export function Icon({ name }: { readonly name: IconName }): ComponentChildren {
  return h('svg', { viewBox: '0 0 16 16', class: 'icon', 'aria-hidden': 'true' }, h('path', { d: strokesOf(name) }));
}
