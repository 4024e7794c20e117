import assert from 'node:assert/strict';
import type { ChainView } from '../../../../src/engine/chat/view/protocol';
import { ChainButton } from '../../../../src/webview/chat/input/chainButton';
import { Welcome } from '../../../../src/webview/chat/welcome';
import { byRole, namesByRole } from '../accessible';
import { inBrowser } from '../dom';
import { chain, provider } from '../fixtures';

const noProviders: ChainView = { providers: [], isPinned: false };

describe('Welcome', () => {
  inBrowser();

  function shown(view: ChainView): { readonly welcome: Welcome; readonly calls: readonly unknown[] } {
    const calls: unknown[] = [];
    const welcome = new Welcome({
      propose: (prompt) => calls.push(['propose', prompt]),
      run: (command) => calls.push(['run', command]),
    });
    document.body.replaceChildren(welcome.element);
    welcome.update(view);
    return { welcome, calls };
  }
  const entries = (): readonly string[] =>
    [...document.querySelectorAll('ol > li')].map((entry) =>
      [...entry.children].map((part) => part.textContent).join('|'),
    );

  it('leads to a key or the settings while no provider is known, and no further once one is', () => {
    const { welcome, calls } = shown(noProviders);
    byRole('button', 'Set API key').click();
    byRole('button', 'Open settings').click();
    assert.deepEqual(calls, [
      ['run', 'set-api-key'],
      ['run', 'open-settings'],
    ]);
    welcome.update(chain);
    assert.ok(!namesByRole('button').includes('Set API key'));
    assert.deepEqual(entries(), ['|Alpha|alpha-model|answers now', '|Beta|beta-model|']);
  });

  it('shows the order of the providers and the state of each in words', () => {
    const states = ['down', 'degraded', 'healthy', 'off'] as const;
    const providers = states.map((state) => provider(state, { state, isNext: state === 'degraded' }));
    shown({ providers, isPinned: false });
    assert.deepEqual(
      entries().map((entry) => entry.split('|').at(-1)),
      ['down', 'answers now', '', 'off'],
    );
    assert.ok(namesByRole('heading').includes('Who answers, in this order'));
    shown({ providers: [provider('Alpha')], isPinned: true });
    assert.ok(namesByRole('heading').includes('Pinned provider'));
  });

  it('proposes its examples as they are written', () => {
    const { calls } = shown(chain);
    const examples = namesByRole('button');
    assert.equal(examples.length, 3);
    for (const example of examples) byRole('button', example).click();
    assert.deepEqual(
      calls,
      examples.map((example) => ['propose', example]),
    );
  });
});

describe('ChainButton', () => {
  inBrowser();

  const cases: readonly (readonly [view: ChainView, text: string, name: string])[] = [
    [chain, 'Alpha auto', 'Alpha auto. Switch provider: Alpha (alpha-model) answers now, chosen automatically'],
    [
      { providers: [provider('Alpha', { isNext: true })], isPinned: true },
      'Alpha pinned',
      'Alpha pinned. Switch provider: Alpha (alpha-model) answers now, pinned',
    ],
    [
      { providers: [provider('Alpha', { state: 'down' })], isPinned: false },
      'None available auto',
      'None available auto. Switch provider: None available now, chosen automatically',
    ],
    [noProviders, 'No provider auto', 'No provider auto. Switch provider: No provider now, chosen automatically'],
  ];
  for (const [view, text, name] of cases) {
    it(`says "${name}" and opens the picker`, () => {
      let presses = 0;
      const button = new ChainButton(() => (presses += 1));
      document.body.append(button.element);
      button.update(view);
      assert.equal(button.element.textContent, text);
      byRole('button', name).click();
      assert.equal(presses, 1);
    });
  }
});
