import assert from 'node:assert/strict';
import fc from 'fast-check';
import { messagesBetween } from '../../../../src/engine/chat/view/viewModel';
import type { ChatView } from '../../../../src/engine/chat/view/protocol';
import { isOfView, viewAfter } from '../../../../src/webview/chat/state';
import { alpha, answerOf, asks, done, says } from '../../engine/chat/fixtures';
import { chain, chatView, chip, turn, written } from '../fixtures';

const nobodyAnswered = { type: 'failed', failure: { attempts: [], skipped: [] } } as const;

describe('viewAfter', () => {
  it('gives nothing before the first whole view', () => {
    assert.equal(viewAfter(undefined, { type: 'parts', parts: { draft: 'x' } }), undefined);
    const view = chatView({ draft: 'x' });
    assert.equal(viewAfter(undefined, { type: 'view', view }), view);
  });

  it('replaces the turn of the same id, else appends one', () => {
    const view = chatView({ turns: [turn('1'), turn('2')] });
    const other = turn('1', answerOf());
    assert.deepEqual(viewAfter(view, { type: 'turn', turn: other })?.turns, [other, turn('2')]);
    assert.deepEqual(viewAfter(view, { type: 'turn', turn: turn('3') })?.turns, [turn('1'), turn('2'), turn('3')]);
  });

  it('puts text at its offset, however often it comes', () => {
    const view = chatView({ turns: [turn('1'), turn('2', answerOf(asks(alpha), says('One')))] });
    const message = { type: 'text', turnId: '2', at: 3, text: ' two' } as const;
    const once = viewAfter(view, message);
    assert.ok(once);
    assert.deepEqual(
      once.turns.map(({ answer }) => answer.text),
      ['An answer.', 'One two'],
    );
    assert.deepEqual(viewAfter(once, message), once);
    assert.equal(once.turns[0], view.turns[0]);
  });

  it('returns the prompt to the box before it shows the failure', () => {
    const shown = chatView({ turns: [turn('1', answerOf(asks(alpha)))] });
    const next = { ...shown, turns: [turn('1', answerOf(asks(alpha), nobodyAnswered))], draft: 'Prompt 1' };
    const messages = messagesBetween(shown, next);
    assert.deepEqual(
      messages.map(({ type }) => type),
      ['parts', 'turn'],
    );
  });

  it('is told what thoughts and text grew by, and no more', () => {
    const thought = answerOf(asks(alpha), { type: 'thinking', text: 'Hm', origin: 'alpha' });
    const grown = { ...thought, thinking: 'Hm, so', thinkingMs: 20, text: 'One' };
    const messages = messagesBetween(
      chatView({ turns: [turn('1', thought)] }),
      chatView({ turns: [turn('1', grown)] }),
    );
    assert.deepEqual(messages, [
      { type: 'thinking', turnId: '1', at: 2, text: ', so', thinkingMs: 20 },
      { type: 'text', turnId: '1', at: 0, text: 'One' },
    ]);
  });

  it('equals the view of the host after the messages between any two views', () => {
    const answers = fc.constantFrom(
      answerOf(),
      answerOf(asks(alpha)),
      written,
      ...['One', 'One two', 'Two'].flatMap((text) => [
        answerOf(asks(alpha), says(text)),
        answerOf(asks(alpha), says(text), done()),
        ...['Hm', 'Hm, so'].map((thought) =>
          answerOf(asks(alpha), { type: 'thinking', text: thought, origin: 'alpha' }, says(text)),
        ),
      ]),
    );
    const views: fc.Arbitrary<ChatView> = fc.record(
      {
        conversation: fc.constantFrom({ id: '1', title: 'One' }, { id: '1', title: 'One', cost: 0.1 }),
        images: fc.constant([]),
        queue: fc.constantFrom([], [{ id: 'q', prompt: 'Next', context: [], images: [] }]),
        queueNote: fc.constantFrom('', 'It waits.'),
        tokens: fc.constantFrom({ parts: [], tokens: 0 }, { parts: [], tokens: 1, model: 'Alpha' }),
        notice: fc.constantFrom('', 'Not saved.'),
        turns: fc
          .uniqueArray(fc.tuple(fc.constantFrom('1', '2', '3'), answers), { selector: ([id]) => id })
          .map((turns) => turns.map(([id, answer]) => turn(id, answer))),
        draft: fc.constantFrom('', 'a'),
        context: fc.constantFrom([], [chip('a.ts')], [chip('a.ts'), chip('b.ts')]),
        chain: fc.constantFrom(chain, { ...chain, isPinned: true }),
      },
      { noNullPrototype: true },
    );
    fc.assert(
      fc.property(fc.option(views, { nil: undefined }), views, (shown, next) => {
        const messages = messagesBetween(shown, next).filter(isOfView);
        assert.deepEqual(messages.reduce(viewAfter, shown), next);
      }),
      { numRuns: 200 },
    );
  });
});
