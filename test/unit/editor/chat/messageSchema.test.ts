import assert from 'node:assert/strict';
import fc from 'fast-check';
import { maxPromptChars, viewCommands, type ViewMessage } from '../../../../src/engine/chat/view/viewMessage';
import { parseViewMessage } from '../../../../src/editor/chat/messageSchema';

const messages: readonly ViewMessage[] = [
  { type: 'ready' },
  { type: 'send', prompt: 'Why?' },
  { type: 'stop' },
  { type: 'new-chat' },
  { type: 'retry' },
  { type: 'continue' },
  { type: 'use-instead' },
  { type: 'draft', draft: '' },
  { type: 'edit', turnId: 't', prompt: 'Why?' },
  { type: 'regenerate', turnId: 't', choose: true },
  { type: 'show-branch', turnId: 't' },
  { type: 'fork', turnId: 't' },
  { type: 'edit-queued', id: 'q', prompt: 'Why?' },
  { type: 'remove-queued', id: 'q' },
  { type: 'send-queued', id: 'q' },
  { type: 'move-queued', id: 'q', to: 2 },
  { type: 'stop-waiting', turnId: 't' },
  { type: 'send-elsewhere', turnId: 't' },
  { type: 'list', query: 'Why', scope: 'folder', offset: 0, limit: 50 },
  { type: 'rename-conversation', id: 'c', title: 'Why' },
  { type: 'remove-context', id: 'file:a' },
  { type: 'add-context', id: 'file:a' },
  { type: 'copy', text: 'a' },
  { type: 'insert', text: 'a' },
  { type: 'apply', turnId: 't', text: 'code', before: 1 },
  { type: 'apply-all', turnId: 't' },
  { type: 'open-link', href: 'https://example.com' },
  ...viewCommands.map((command): ViewMessage => ({ type: 'run', command })),
];

describe('parseViewMessage', () => {
  for (const message of messages) {
    it(`accepts ${JSON.stringify(message)}`, () => {
      assert.deepEqual(parseViewMessage(message), message);
    });
  }

  const hostile: readonly [what: string, message: unknown][] = [
    ['nothing', undefined],
    ['null', null],
    ['a text', 'ready'],
    ['a list', [{ type: 'ready' }]],
    ['a message without a type', { prompt: 'Why?' }],
    ['a type that every object has', { type: 'constructor' }],
    ['a type that is no text', { type: ['ready'] }],
    ['a prompt that is no text', { type: 'send', prompt: { toString: 'x' } }],
    ['a message without its prompt', { type: 'send' }],
    ['a prompt without end', { type: 'send', prompt: 'x'.repeat(maxPromptChars + 1) }],
    ['a draft without end', { type: 'draft', draft: 'x'.repeat(maxPromptChars + 1) }],
    ['code without end', { type: 'insert', text: 'x'.repeat(2_000_001) }],
    ['a link without end', { type: 'open-link', href: `https://x/${'x'.repeat(8_000)}` }],
    ['any command of VS Code', { type: 'run', command: 'workbench.action.terminal.sendSequence' }],
    ['a command of Everpair that the page may not run', { type: 'run', command: 'everpair.resetHealth' }],
    ['a command that every object has', { type: 'run', command: 'toString' }],
  ];
  for (const [what, message] of hostile) {
    it(`refuses ${what}`, () => assert.equal(parseViewMessage(message), undefined));
  }

  it('drops unknown fields', () => {
    const more: unknown = JSON.parse('{"type":"stop","__proto__":{"admin":true},"prompt":"x","id":1}');
    const parsed = parseViewMessage(more);
    assert.deepEqual(parsed, { type: 'stop' });
    assert.equal('admin' in parsed, false);
  });

  it('never throws', () => {
    const types = fc.constantFrom(...messages.map(({ type }) => type));
    fc.assert(
      fc.property(
        fc.oneof(fc.anything(), fc.record({ type: types, prompt: fc.anything(), command: fc.anything() })),
        (raw) => {
          const parsed = parseViewMessage(raw);
          assert.ok(parsed === undefined || messages.some(({ type }) => type === parsed.type));
        },
      ),
    );
  });
});
