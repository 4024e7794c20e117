import * as l10n from '@vscode/l10n';
import { type ComponentChildren, h } from 'preact';
import type { OfferView, SetupCommand, SetupMessage, SetupView } from '../../engine/setup/view';
import { Button } from '../shared/buttonComponent';
import { Facts } from './facts';

interface OffersProps {
  readonly view: SetupView;
  readonly post: (message: SetupMessage) => void;
  readonly run: (command: SetupCommand) => void;
}

/** What is here, and what could be. */
export function Offers({ view, post, run }: OffersProps): ComponentChildren {
  const { found, byKey, isLooking } = view;
  const text = (name: string, onPress: () => void): ComponentChildren => h(Button, { name, withText: true, onPress });
  return [
    h(
      'section',
      { key: 'found', 'aria-labelledby': 'found' },
      h(
        'div',
        { class: 'section-head' },
        h('h2', { id: 'found' }, l10n.t('Found here')),
        !isLooking && text(l10n.t('Look again'), () => post({ type: 'look-again' })),
      ),
      h(OfferList, { name: 'found', offers: found, post }),
      isLooking
        ? h('p', { class: 'quiet', role: 'status' }, l10n.t('Looking for servers of models on this machine…'))
        : found.length === 0 &&
            h('p', { class: 'quiet' }, l10n.t('No other key in the environment, and no other server of models.')),
    ),
    h(
      'section',
      { key: 'by-key', 'aria-labelledby': 'by-key' },
      h('h2', { id: 'by-key' }, l10n.t('With a key of yours')),
      h(OfferList, { name: 'by-key', offers: byKey, post }),
    ),
    h(
      'section',
      { key: 'elsewhere', 'aria-labelledby': 'elsewhere' },
      h('h2', { id: 'elsewhere' }, l10n.t('From elsewhere')),
      h(
        'div',
        { class: 'buttons' },
        text(l10n.t('Load a model with Ollama…'), () => run('set-up-ollama')),
        text(l10n.t('Load a model without any other program…'), () => run('set-up-local-model')),
        text(l10n.t('Import settings from another tool…'), () => run('import')),
        text(l10n.t('Open settings'), () => run('open-setting')),
      ),
    ),
  ];
}

interface OfferListProps extends Pick<OffersProps, 'post'> {
  readonly name: string;
  readonly offers: readonly OfferView[];
}

function OfferList({ name, offers, post }: OfferListProps): ComponentChildren {
  if (offers.length === 0) return null;
  return h(
    'ul',
    { class: 'offers', 'data-list': name },
    offers.map((offer) => h(Offer, { key: offer.offerId, offer, post })),
  );
}

function Offer({ offer, post }: { readonly offer: OfferView } & Pick<OffersProps, 'post'>): ComponentChildren {
  const { offerId, label, model, host, facts, warning, needsKey, keyPage } = offer;
  return h(
    'li',
    { class: 'offer', 'data-row': offerId },
    h(
      'div',
      { class: 'words' },
      h('h3', { dir: 'auto' }, label),
      h(Facts, { model, host, facts, warnings: warning === undefined ? [] : [warning] }),
    ),
    h(
      'div',
      { class: 'buttons' },
      h(Button, {
        name: needsKey ? l10n.t('Add {0} with a key…', label) : l10n.t('Add {0}', label),
        text: needsKey ? l10n.t('Add…') : l10n.t('Add'),
        icon: 'add',
        'data-act': 'add',
        onPress: () => post({ type: 'add', offerId }),
      }),
      keyPage !== undefined &&
        h(Button, {
          name: l10n.t('Get a key for {0} at {1}', label, keyPage),
          text: l10n.t('Get a key'),
          'data-act': 'page',
          onPress: () => post({ type: 'open-key-page', of: { offerId } }),
        }),
    ),
  );
}
