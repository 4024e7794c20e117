import assert from 'node:assert/strict';
import { h, render } from 'preact';
import type { ChainView } from '../../../../../../src/engine/chat/view/protocol';
import { ModelButton } from '../../../../../../src/webview/chat/input/foot/modelButton';
import { byRole } from '../../../accessible';
import { inBrowser } from '../../../dom';
import { chain, provider } from '../../../fixtures';

describe('ModelButton', () => {
  inBrowser();

  const alpha = provider('Alpha', { isNext: true });
  const alphaDown = [provider('Alpha', { state: 'down' }), provider('Beta', { isNext: true })];
  const choice = { label: 'Alpha', model: 'alpha-model' };
  const cases: readonly (readonly [view: ChainView, text: string, dot: string, name: string])[] = [
    [chain, 'Alpha · alpha-model auto', 'healthy', 'Alpha · alpha-model auto. Choose the model'],
    [
      { providers: [alpha], isPinned: true },
      'Alpha · alpha-model pinned',
      'healthy',
      'Alpha · alpha-model pinned. Choose the model',
    ],
    [{ ...chain, choice }, 'Alpha · alpha-model chosen', 'healthy', 'Alpha · alpha-model chosen. Choose the model'],
    [
      { providers: alphaDown, isPinned: false, choice },
      'Beta · beta-model auto',
      'healthy',
      'Beta · beta-model auto. Choose the model: Alpha · alpha-model was chosen and would not answer now',
    ],
    [
      { providers: [provider('Alpha', { state: 'down' })], isPinned: false },
      'None available auto',
      'down',
      'None available auto. Choose the model',
    ],
    [{ providers: [], isPinned: false }, 'No provider auto', 'off', 'No provider auto. Choose the model'],
  ];
  for (const [view, text, dot, name] of cases) {
    it(`says "${name}" and chooses the model`, () => {
      const calls: string[] = [];
      render(h(ModelButton, { chain: view, run: (command) => calls.push(command) }), document.body);
      const button = byRole('button', name);
      assert.deepEqual([button.textContent, button.querySelector('.dot')?.className], [text, `dot dot-${dot}`]);
      button.click();
      assert.deepEqual(calls, ['choose-model']);
      render(null, document.body);
    });
  }
});
