import assert from 'node:assert/strict';
import { type PickerItem, pickerItems } from '../../../../src/editor/status/pickerItems';
import { down, now, provider, statusOf } from '../fixtures';

const claude = down('Claude', 'overloaded', { status: 529, until: now + 40_000 });
const gpt = provider('GPT');

function choices(items: readonly PickerItem[]): Extract<PickerItem, { kind: 'choice' }>[] {
  return items.filter((item) => item.kind === 'choice');
}

describe('pickerItems', () => {
  it('offers Auto, every provider with its state, and everything else there is to do', () => {
    const items = pickerItems(statusOf([claude, gpt]), now, true);
    assert.deepEqual(
      items.map((item) => (item.kind === 'separator' ? `- ${item.label}` : item.label)),
      [
        '- Provider',
        '$(sync) Auto',
        '$(server) Claude',
        '$(server) GPT',
        '$(list-selection) Choose a model for the chat…',
        '- Everpair',
        '$(pulse) Test all providers now',
        '$(refresh) Reset provider health',
        '$(list-ordered) Edit the chain…',
        '$(key) Set API key…',
        '$(chip) Set up local model…',
        '$(circle-slash) Turn inline completions off',
        '$(comment-discussion) Open chat',
        '$(gear) Settings',
        '$(output) Show log',
      ],
    );
    assert.deepEqual(
      choices(items).map(({ action }) => action),
      [
        { type: 'pin', providerId: undefined },
        { type: 'pin', providerId: 'claude' },
        { type: 'pin', providerId: 'gpt' },
        ...['choose-model', 'test', 'reset', 'edit-chain', 'set-key', 'set-up-local'].map((type) => ({ type })),
        ...['toggle-completions', 'open-chat', 'settings', 'log'].map((type) => ({ type })),
      ],
    );
    assert.deepEqual(
      choices(items)
        .slice(1, 3)
        .map(({ description, detail }) => [description, detail]),
      [
        ['Claude-model', 'Down: overloaded (529). Asked again in 40 s'],
        ['GPT-model', 'Healthy'],
      ],
    );
  });

  it('says what the host of the chat model has left', () => {
    const limits = [{ unit: 'requests' as const, remaining: 1_200 }];
    const status = statusOf([{ ...gpt, limits: [{ route: gpt.link.chat, limits }] }]);
    assert.equal(choices(pickerItems(status, now, true))[1]?.detail, 'Healthy, requests left 1.2K');
  });

  it('marks the one choice in force', () => {
    const inForce = (pinned?: string): string[] =>
      choices(pickerItems(statusOf([claude, gpt], { pinned }), now, true))
        .filter(({ active }) => active)
        .map(({ label }) => label);
    assert.deepEqual(inForce(), ['$(sync) Auto']);
    assert.deepEqual(inForce('gpt'), ['$(pinned) GPT']);
  });

  it('promises a next provider only where there is one', () => {
    const auto = (count: number): string | undefined =>
      choices(pickerItems(statusOf([claude, gpt].slice(0, count)), now, true))[0]?.description;
    assert.match(auto(2) ?? '', /next takes over/);
    assert.equal(auto(1), '');
  });

  it('turns completions on when they are off', () => {
    const labels = choices(pickerItems(statusOf([]), now, false)).map(({ label }) => label);
    assert.ok(labels.includes('$(play) Turn inline completions on'));
  });
});
