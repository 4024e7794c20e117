import type { ChainView, ProviderView, ViewCommand } from '../../engine/chat/view';
import { button } from '../shared/button';
import { h, setChildren } from '../shared/dom';

interface WelcomeActions {
  propose(prompt: string): void;
  run(command: ViewCommand): void;
}

const examples = [
  'Explain what this file does and where it could fail.',
  'Write unit tests for the selected code.',
  'Find the bug in the selected code and fix it.',
];

const states: Record<ProviderView['state'], string> = {
  healthy: '',
  degraded: 'slow or unsteady',
  down: 'down',
  off: 'off',
};

/** What stands in place of an empty conversation. */
export class Welcome {
  private readonly chain = h('div', { class: 'welcome-chain' });
  readonly element: HTMLElement;
  private shown: ChainView | undefined;

  constructor(private readonly actions: WelcomeActions) {
    const prompts = examples.map((text) =>
      h('li', {}, button({ name: text, withText: true, class: 'example', onPress: () => actions.propose(text) })),
    );
    this.element = h(
      'div',
      { class: 'welcome' },
      h('h2', {}, 'Ask about your code'),
      h(
        'p',
        {},
        'When a provider is down, slow or breaks off in the middle, the next one takes over. You always see who answers and why it changed.',
      ),
      this.chain,
      h('h3', {}, 'Try'),
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
      h('p', {}, 'No AI provider is known yet. Set a key, start Ollama on this machine, or list your own hosts.'),
      h(
        'div',
        { class: 'problem-actions' },
        button({
          name: 'Set API key',
          icon: 'key',
          withText: true,
          class: 'primary',
          onPress: () => this.actions.run('set-api-key'),
        }),
        button({
          name: 'Open settings',
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
      h('span', { class: 'provider-state' }, isNext ? 'answers now' : states[state]),
    ),
  );
  return [h('h3', {}, isPinned ? 'Pinned provider' : 'Who answers, in this order'), h('ol', {}, ...entries)];
}
