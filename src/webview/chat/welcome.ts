import * as l10n from '@vscode/l10n';
import type { ChainView, ProviderView, ViewCommand } from '../../engine/chat/view';
import { button } from '../shared/button';
import { h, setChildren } from '../shared/dom';

interface WelcomeActions {
  propose(prompt: string): void;
  run(command: ViewCommand): void;
}

function examples(): readonly string[] {
  return [
    l10n.t('Explain what this file does and where it could fail.'),
    l10n.t('Write unit tests for the selected code.'),
    l10n.t('Find the bug in the selected code and fix it.'),
  ];
}

const states: Record<ProviderView['state'], () => string> = {
  healthy: () => '',
  degraded: () => l10n.t('slow or unsteady'),
  down: () => l10n.t('down'),
  off: () => l10n.t('off'),
};

/** What stands in place of an empty conversation. */
export class Welcome {
  private readonly chain = h('div', { class: 'welcome-chain' });
  readonly element: HTMLElement;
  private shown: ChainView | undefined;

  constructor(private readonly actions: WelcomeActions) {
    const prompts = examples().map((text) =>
      h('li', {}, button({ name: text, withText: true, class: 'example', onPress: () => actions.propose(text) })),
    );
    this.element = h(
      'div',
      { class: 'welcome' },
      h('h2', {}, l10n.t('Ask about your code')),
      h(
        'p',
        {},
        l10n.t(
          'When a provider is down, slow or breaks off in the middle, the next one takes over. You always see who answers and why it changed.',
        ),
      ),
      this.chain,
      h('h3', {}, l10n.t('Try')),
      h('ul', { class: 'examples' }, ...prompts),
    );
  }

  update(chain: ChainView): void {
    if (chain === this.shown) return;
    this.shown = chain;
    setChildren(this.chain, chain.providers.length === 0 ? this.setUp() : order(chain));
  }

  private setUp(): readonly Node[] {
    return [
      h(
        'p',
        {},
        l10n.t('No AI provider is known yet. Set a key, start Ollama on this machine, or list your own hosts.'),
      ),
      h(
        'div',
        { class: 'problem-actions' },
        button({
          name: l10n.t('Set up…'),
          icon: 'model',
          withText: true,
          class: 'primary',
          onPress: () => this.actions.run('set-up'),
        }),
        button({
          name: l10n.t('Set API key'),
          icon: 'key',
          withText: true,
          onPress: () => this.actions.run('set-api-key'),
        }),
        button({
          name: l10n.t('Open settings'),
          icon: 'settings',
          withText: true,
          onPress: () => this.actions.run('open-settings'),
        }),
      ),
    ];
  }
}

function order({ providers, isPinned }: ChainView): readonly Node[] {
  const entries = providers.map(({ label, model, state, isNext }) =>
    h(
      'li',
      { class: isNext ? 'is-next' : undefined },
      h('span', { class: `dot dot-${state}`, 'aria-hidden': 'true' }),
      h('strong', {}, label),
      h('span', { class: 'model' }, model),
      h('span', { class: 'provider-state' }, isNext ? l10n.t('answers now') : states[state]()),
    ),
  );
  return [
    h('h3', {}, isPinned ? l10n.t('Pinned provider') : l10n.t('Who answers, in this order')),
    h('ol', {}, ...entries),
  ];
}
