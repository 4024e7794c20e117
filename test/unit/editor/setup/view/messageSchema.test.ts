import assert from 'node:assert/strict';
import fc from 'fast-check';
import { parseSetupMessage } from '../../../../../src/editor/setup/view/messageSchema';
import type { SetupMessage } from '../../../../../src/engine/setup/view/protocol';

const messages: readonly SetupMessage[] = [
  { type: 'ready' },
  { type: 'move', rowId: 'a', by: -2 },
  { type: 'remove', rowId: 'a' },
  { type: 'undo' },
  { type: 'enable', rowId: 'a', isEnabled: false },
  { type: 'choose-model', rowId: 'a', use: 'completion' },
  { type: 'set-key', rowId: 'a' },
  { type: 'open-key-page', of: { rowId: 'a' } },
  { type: 'open-key-page', of: { offerId: 'b' } },
  { type: 'add', offerId: 'b' },
  { type: 'test' },
  { type: 'test', rowId: 'a' },
  { type: 'cancel-test' },
  { type: 'look-again' },
  { type: 'run', command: 'open-chat' },
];

describe('what the page of the set-up sends', () => {
  it('is taken where it is one of its messages', () => {
    for (const message of messages) assert.deepEqual(parseSetupMessage(message), message);
  });

  it('is ignored where it is none', () => {
    const wrong: readonly unknown[] = [
      undefined,
      'ready',
      { type: 'move', rowId: 'a', by: 0.5 },
      { type: 'move', rowId: 7, by: 1 },
      { type: 'enable', rowId: 'a', isEnabled: 'yes' },
      { type: 'choose-model', rowId: 'a', use: 'all' },
      { type: 'open-key-page', of: { url: 'https://evil.test' } },
      { type: 'add', offerId: 'x'.repeat(10_000) },
      { type: 'run', command: 'workbench.action.quit' },
      { type: 'set-key', key: 'sk-a-key' },
    ];
    for (const message of wrong) assert.equal(parseSetupMessage(message), undefined, JSON.stringify(message));
    fc.assert(fc.property(fc.anything(), (message) => parseSetupMessage(message) === undefined));
  });
});
