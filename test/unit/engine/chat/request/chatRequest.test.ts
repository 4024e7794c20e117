import assert from 'node:assert/strict';
import fc from 'fast-check';
import { chatRequest, requestBudget } from '../../../../../src/engine/chat/request/chatRequest';
import type { Attachment } from '../../../../../src/engine/chat/conversation/attachment';
import { textOf } from '../../../../../src/engine/model/request/message';
import { estimateRequestTokens } from '../../../../../src/engine/model/request/tokenEstimate';
import { answerOf, attachment, turn } from '../fixtures';
import { released } from '../../privacy/released';

const texts = (...args: Parameters<typeof chatRequest>): readonly string[] => chatRequest(...args).messages.map(textOf);

describe('chatRequest', () => {
  it('holds the earlier turns in order and the question last', () => {
    assert.deepEqual(texts([turn('One?'), turn('Two?')], 10_000), ['One?', 'An answer.', 'Two?']);
  });

  it('names the path, the lines and the language of attached code', () => {
    const [message] = texts([turn('Why?', { attachments: [attachment({ isCurrent: true })] })], 10_000);
    assert.equal(
      message,
      'Current file src/sum.ts (whole file, 2 lines):\n```typescript\nexport const sum = 1;\n```\n\nWhy?',
    );
  });

  it('fences code that holds fences with a longer one', () => {
    const [message = ''] = texts(
      [turn('Why?', { attachments: [attachment({ text: released('a\n````js\nb') })] })],
      10_000,
    );
    assert.match(message, /\n`{5}typescript\na\n````js\nb\n`{5}\n/);
  });

  it('leaves out turns without an answer', () => {
    assert.deepEqual(texts([turn('Lost?', { answer: answerOf() }), turn('Two?')], 10_000), ['Two?']);
  });

  it('sends a file that is attached again only once, in its latest state', () => {
    const first = turn('One?', { attachments: [attachment({ text: released('old') })] });
    const second = turn('Two?', { attachments: [attachment({ text: released('new') })] });
    const [earlier = '', , later = ''] = texts([first, second], 10_000);
    assert.equal(earlier, '[File src/sum.ts: attached again below]\n\nOne?');
    assert.match(later, /new/);
  });

  it('takes the last turn’s rules as instructions, and rules of earlier turns not at all', () => {
    const rules = (text: string): Attachment => attachment({ kind: 'rules', path: 'AGENTS.md', text: released(text) });
    const earlier = turn('One?', { attachments: [rules('Old rule.')] });
    const request = chatRequest([earlier, turn('Two?', { attachments: [rules('Use tabs.')] })], 10_000);
    assert.deepEqual(request.messages.map(textOf), ['One?', 'An answer.', 'Two?']);
    assert.match(request.system ?? '', /From AGENTS\.md \([^)]*\):\n```typescript\nUse tabs\.\n```$/);
    assert.ok(!JSON.stringify(request).includes('Old rule.'));
    assert.ok(!chatRequest([turn('Three?')], 10_000).system?.includes('rules for work'));
  });

  it('drops the oldest turns first when they do not fit, and never the question', () => {
    const long = 'word '.repeat(400);
    const turns = [turn(`Old ${long}`), turn(`Recent ${long}`), turn('Now?')];
    const [first = ''] = texts(turns, 1_200);
    assert.match(first, /^Recent/);
    assert.deepEqual(texts(turns, 1), ['Now?']);
  });

  it('stays within its budget, except for the question itself, and begins with a user', () => {
    const prompts = fc.array(fc.string({ minLength: 1, maxLength: 400 }), { minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(prompts, fc.nat(2_000), (list, budget) => {
        const turns = list.map((prompt) => turn(prompt));
        const request = chatRequest(turns, budget);
        assert.equal(request.messages[0]?.role, 'user');
        assert.equal(request.messages.at(-1)?.role, 'user');
        assert.ok(request.messages.length === 1 || estimateRequestTokens(request) <= budget);
      }),
    );
  });

  it('takes its budget from the largest window of the chain, within bounds', () => {
    assert.equal(requestBudget([8_000, 50_000]), 30_000);
    assert.equal(requestBudget([1_000_000]), 100_000);
    assert.equal(requestBudget([]), 4_000);
  });
});
