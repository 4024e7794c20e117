import assert from 'node:assert/strict';
import type { Problem } from '../../../../../src/engine/failover/api/problem';
import { problemActions } from '../../../../../src/engine/failover/api/problem';
import { problemBox } from '../../../../../src/webview/chat/turn/problemBox';
import { allByRole, byRole, namesByRole } from '../../accessible';
import { inBrowser } from '../../dom';
import { problem, recorded } from '../../fixtures';

const now = new Date(2026, 0, 15, 10, 0);

function shown(changes: Partial<Problem> = {}): { readonly element: HTMLElement; readonly calls: readonly unknown[] } {
  const { actions, calls } = recorded();
  const element = problemBox({ ...problem, ...changes }, actions, now);
  document.body.replaceChildren(element);
  return { element, calls };
}

describe('problemBox', () => {
  inBrowser();

  it('is an alert with a reason for each provider and advice', () => {
    const { element } = shown();
    assert.equal(allByRole('alert')[0]?.element, element);
    assert.deepEqual(
      [...element.querySelectorAll('li')].map((reason) => reason.textContent),
      problem.reasons,
    );
    assert.ok(element.textContent.includes(problem.advice));
  });

  it('names a provider that is ready instead of a time', () => {
    const retryAt = now.getTime() + 60_000;
    assert.match(shown({ retryAt }).element.textContent, /may be ready again at/);
    const { element } = shown({ retryAt, ready: 'Alpha' });
    assert.match(element.textContent, /Alpha can be asked again\./);
    assert.doesNotMatch(element.textContent, /may be ready again at/);
  });

  it('has no empty list where there are no reasons', () => {
    assert.equal(shown({ reasons: [] }).element.querySelector('ul'), null);
  });

  it('offers each action by its name, the first before the others', () => {
    const { element, calls } = shown({ actions: problemActions });
    const names = [
      'Try again',
      'Switch provider',
      'Set API key',
      'Open boundary setting',
      'Open budget setting',
      'Open settings',
      'Show log',
    ];
    assert.deepEqual(namesByRole('button'), names);
    assert.deepEqual(
      [...element.querySelectorAll('.primary')].map((button) => button.textContent),
      ['Try again'],
    );
    for (const name of names) byRole('button', name).click();
    assert.deepEqual(calls, [
      ['retry'],
      ...problemActions.filter((action) => action !== 'retry').map((command) => ['run', command]),
    ]);
  });

  it('offers the successor of a retired model before all others', () => {
    const { element, calls } = shown({ useInstead: { providerId: 'groq', model: 'gpt-oss-120b' }, actions: ['retry'] });
    assert.deepEqual(namesByRole('button'), ['Use gpt-oss-120b instead', 'Try again']);
    assert.equal(element.querySelector('.primary')?.textContent, 'Use gpt-oss-120b instead');
    byRole('button', 'Use gpt-oss-120b instead').click();
    assert.deepEqual(calls, [['use instead']]);
  });

  it('offers to go on with a broken answer before asking again', () => {
    const { calls } = shown({ continueWith: 'Beta', actions: ['retry', 'show-log'] });
    assert.deepEqual(namesByRole('button'), ['Continue with Beta', 'Ask again', 'Show log']);
    assert.deepEqual(
      [...document.querySelectorAll('.primary')].map((button) => button.textContent),
      ['Continue with Beta'],
    );
    byRole('button', 'Continue with Beta').click();
    byRole('button', 'Ask again').click();
    assert.deepEqual(calls, [['go on'], ['retry']]);
  });

  it('says when a provider may be ready again, with the day unless it is today', () => {
    const at = (...time: [number, number, number, number, number]): string =>
      shown({ retryAt: new Date(...time).getTime() }).element.textContent;
    assert.match(at(2026, 0, 15, 10, 42), /may be ready again at \D?10:42/);
    assert.doesNotMatch(at(2026, 0, 15, 10, 42), /2026/);
    assert.match(at(2026, 0, 17, 9, 5), /may be ready again at .*2026/);
    assert.doesNotMatch(at(2026, 0, 15, 9, 59), /ready again/);
  });
});
