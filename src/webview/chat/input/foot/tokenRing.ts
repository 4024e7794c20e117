import * as l10n from '@vscode/l10n';
import { type ComponentChildren, h } from 'preact';
import { useState } from 'preact/hooks';
import type { TokenUseView } from '../../../../engine/chat/view';
import { compact, percent, whole } from '../../../shared/formattedNumber';

/** Parts of the context window from which on it is nearly full, and too full. */
const nearlyFull = 0.8;
const full = 1;

/** Of the ring, in units of its own drawing. */
const radius = 6;
const circumference = 2 * Math.PI * radius;

const popoverId = 'token-parts';

/** How much of the model's context window the next request takes. What it is made of shows on hover and focus. */
export function TokenRing({ tokens: use }: { readonly tokens: TokenUseView }): ComponentChildren {
  const [isOpen, setOpen] = useState(false);
  if (use.tokens === 0 && use.parts.length === 0) return null;
  const { tokens, contextWindow } = use;
  const share = contextWindow === undefined ? undefined : tokens / contextWindow;
  const level = share === undefined || share < nearlyFull ? 'plain' : share <= full ? 'near' : 'over';
  const text = share === undefined ? compact(tokens) : level === 'plain' ? '' : percent(share);
  return h(
    'div',
    {
      class: `tokens tokens-${level}`,
      onMouseEnter: () => setOpen(true),
      onMouseLeave: () => setOpen(false),
      onKeyDown: (event: KeyboardEvent) => {
        if (event.key !== 'Escape' || !isOpen) return;
        // It would stop the answer as well.
        event.stopPropagation();
        setOpen(false);
      },
    },
    h(
      'button',
      {
        type: 'button',
        class: 'button token-button',
        // The text that is seen is part of the name, so that it can be pressed by voice.
        'aria-label': share === undefined ? `${text}. ${nameOf(use, share)}` : nameOf(use, share),
        'aria-describedby': isOpen ? popoverId : undefined,
        onFocus: () => setOpen(true),
        onBlur: () => setOpen(false),
        onClick: () => setOpen(true),
      },
      share !== undefined && h(Ring, { share: Math.min(share, full) }),
      text !== '' && h('span', { class: 'token-share', 'aria-hidden': true }, text),
    ),
    isOpen && h(TokenParts, { use }),
  );
}

function Ring({ share }: { readonly share: number }): ComponentChildren {
  const circle = { cx: 8, cy: 8, r: radius };
  return h(
    'svg',
    { viewBox: '0 0 16 16', class: 'token-ring', 'aria-hidden': 'true' },
    h('circle', { ...circle, class: 'token-rest' }),
    h('circle', { ...circle, class: 'token-used', 'stroke-dasharray': `${share * circumference} ${circumference}` }),
  );
}

function TokenParts({ use }: { readonly use: TokenUseView }): ComponentChildren {
  const { parts, tokens, contextWindow, model, note } = use;
  const rows = parts.map(({ label, tokens: of }, index) =>
    h('div', { key: index }, h('dt', {}, h('bdi', {}, label)), h('dd', {}, whole(of))),
  );
  const sum = contextWindow === undefined ? whole(tokens) : l10n.t('{0} of {1}', whole(tokens), whole(contextWindow));
  return h(
    'div',
    { id: popoverId, role: 'tooltip', class: 'token-parts' },
    h('p', { class: 'token-title' }, l10n.t('Tokens of the next request, about')),
    h('dl', {}, rows, h('div', { class: 'token-sum' }, h('dt', {}, l10n.t('Together')), h('dd', {}, sum))),
    model !== undefined && h('p', { dir: 'auto' }, model),
    note !== undefined && note !== '' && h('p', { class: 'token-note', dir: 'auto' }, note),
  );
}

function nameOf({ tokens, contextWindow }: TokenUseView, share: number | undefined): string {
  if (contextWindow === undefined || share === undefined) {
    return l10n.t('The next request has about {0} tokens', whole(tokens));
  }
  const values = [whole(tokens), whole(contextWindow), percent(share)];
  return share > full
    ? l10n.t('The next request is too long: about {0} of {1} tokens, {2}', ...values)
    : l10n.t('The next request has about {0} of {1} tokens, {2}', ...values);
}
