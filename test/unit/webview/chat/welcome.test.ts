import assert from 'node:assert/strict';
import type { ChainView } from '../../../../src/engine/chat/view/protocol';
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
    byRole('button', 'Set up…').click();
    byRole('button', 'Set API key').click();
    byRole('button', 'Open settings').click();
    assert.deepEqual(calls, [
      ['run', 'set-up'],
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
