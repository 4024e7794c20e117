import assert from 'node:assert/strict';
import { h, render } from 'preact';
import type { TokenUseView } from '../../../../../../src/engine/chat/view/protocol';
import { TokenRing } from '../../../../../../src/webview/chat/input/foot/tokenRing';
import { allByRole, violations } from '../../../accessible';
import { inBrowser, press } from '../../../dom';

const use: TokenUseView = {
  tokens: 12_400,
  contextWindow: 200_000,
  model: 'Claude (claude-x)',
  parts: [
    { label: 'Instructions', tokens: 400 },
    { label: 'a.ts', tokens: 12_000 },
  ],
};

describe('TokenRing', () => {
  inBrowser();
  afterEach(() => render(null, document.body));

  const shown = (changes: Partial<TokenUseView> = {}): HTMLElement | undefined => {
    render(h(TokenRing, { tokens: { ...use, ...changes } }), document.body);
    return allByRole('button')[0]?.element;
  };
  const popover = (): string | undefined => allByRole('tooltip')[0]?.element.innerText;

  const cases: readonly (readonly [changes: Partial<TokenUseView>, look: string, text: string, name: string])[] = [
    [{}, 'plain', '', 'The next request has about 12,400 of 200,000 tokens, 6%'],
    [{ tokens: 159_999 }, 'plain', '', 'The next request has about 159,999 of 200,000 tokens, 80%'],
    [{ tokens: 160_000 }, 'near', '80%', 'The next request has about 160,000 of 200,000 tokens, 80%'],
    [{ tokens: 200_000 }, 'near', '100%', 'The next request has about 200,000 of 200,000 tokens, 100%'],
    [{ tokens: 250_000 }, 'over', '125%', 'The next request is too long: about 250,000 of 200,000 tokens, 125%'],
    [{ contextWindow: undefined }, 'plain', '12.4K', '12.4K. The next request has about 12,400 tokens'],
  ];
  for (const [changes, look, text, name] of cases) {
    it(`says "${name}"`, () => {
      const button = shown(changes)!;
      assert.equal(button.getAttribute('aria-label'), name);
      assert.equal(button.textContent, text);
      assert.equal(button.parentElement?.className, `tokens tokens-${look}`);
      assert.equal(button.querySelector('svg') === null, 'contextWindow' in changes, 'a ring needs a whole');
    });
  }

  it('is not there while nothing is known', () => {
    assert.equal(shown({ tokens: 0, parts: [] }), undefined);
  });

  it('lists the parts on focus and on hover, as a description, until it is left or Escape is pressed', () => {
    const button = shown({ note: 'b.ts does not fit.' })!;
    assert.equal(popover(), undefined);
    button.focus();
    const [tooltip] = allByRole('tooltip');
    assert.equal(button.getAttribute('aria-describedby'), tooltip?.element.id);
    assert.deepEqual(
      [...tooltip!.element.querySelectorAll('dt, dd, p')].map((part) => part.textContent),
      [
        'Tokens of the next request, about',
        'Instructions',
        '400',
        'a.ts',
        '12,000',
        'Together',
        '12,400 of 200,000',
        'Claude (claude-x)',
        'b.ts does not fit.',
      ],
    );
    let passedOn = 0;
    document.body.addEventListener('keydown', () => (passedOn += 1), { once: true });
    press(button, 'Escape');
    assert.deepEqual([popover(), passedOn], [undefined, 0]);
    button.parentElement!.dispatchEvent(new MouseEvent('mouseenter'));
    assert.notEqual(popover(), undefined);
    button.parentElement!.dispatchEvent(new MouseEvent('mouseleave'));
    assert.equal(popover(), undefined);
  });

  it('has no fault that axe finds while it is open', async () => {
    document.documentElement.lang = 'en';
    document.title = 'Everpair';
    const main = document.createElement('main');
    document.body.append(main);
    render([h('h1', {}, 'Chat'), h(TokenRing, { tokens: use })], main);
    allByRole('button')[0]!.element.focus();
    assert.deepEqual(await violations(), []);
  });
});
