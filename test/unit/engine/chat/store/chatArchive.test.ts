import assert from 'node:assert/strict';
import fc from 'fast-check';
import { attachmentKinds } from '../../../../../src/engine/chat/conversation/attachment';
import { fromArchive } from '../../../../../src/engine/chat/store/chatArchive';
import { emptyAnswer } from '../../../../../src/engine/chat/conversation/answerState';
import { shownTurns } from '../../../../../src/engine/chat/conversation/conversation';
import { unexpectedProblem } from '../../../../../src/engine/failover/api/problem';
import {
  alpha,
  answerOf,
  archived,
  asks,
  attachedImage,
  attachment,
  attempt,
  beta,
  conversationOf,
  done,
  failure,
  says,
  switches,
  turn,
} from '../fixtures';

describe('fromArchive', () => {
  it('restores a conversation', () => {
    const conversation = conversationOf(
      [
        turn('One?', { attachments: [attachment()] }),
        turn('Two?', {
          answer: answerOf(asks(alpha), says('Half'), switches('continued'), asks(beta, 2), says(' whole'), done()),
        }),
        turn('Three?', { answer: answerOf({ type: 'failed', failure: { attempts: [], skipped: [], retryAt: 5 } }) }),
      ],
      'not sent',
    );
    const plain: unknown = JSON.parse(JSON.stringify(conversation));
    assert.deepEqual(fromArchive(archived(conversation)), { conversation: plain, lost: 0 });
  });

  it('restores all branches and the one that was shown', () => {
    const chosen = { providerId: 'beta', model: 'small' };
    const waiting = {
      type: 'waiting',
      for: 'Alpha',
      since: 1,
      until: 9,
      problem: unexpectedProblem('It failed.'),
    } as const;
    const image = attachedImage();
    const conversation = {
      turns: [
        turn('One?', { askedAt: 5, images: [image] }),
        turn('Two?', { parentId: 'One?', chosen, answer: { ...emptyAnswer, thinkingMs: 12, state: waiting } }),
        turn('Second?', { parentId: 'One?' }),
      ],
      leafId: 'Two?',
      draft: '',
    };
    assert.deepEqual(fromArchive(archived(conversation))?.conversation, JSON.parse(JSON.stringify(conversation)));
  });

  it('lets each turn of a time before there were branches follow the one before it', () => {
    const { turns } = conversationOf([turn('One?'), turn('Two?'), turn('Three?')]);
    const kept = turns.map(({ id, prompt, attachments, answer }) => ({ id, prompt, attachments, answer }));
    const restored = fromArchive(
      JSON.stringify({ version: 1, conversation: { turns: kept, draft: '' } }),
    )!.conversation;
    assert.deepEqual(
      shownTurns(restored).map(({ id, askedAt }) => [id, askedAt]),
      [
        ['One?', 0],
        ['Two?', 0],
        ['Three?', 0],
      ],
    );
  });

  it('restores attachments of every kind, with all that is known of them', () => {
    const attachments = attachmentKinds.map((kind) =>
      attachment({ kind, name: 'parse', isCurrent: true, of: 'Folder src', masked: ['a GitHub token'] }),
    );
    const restored = fromArchive(archived(conversationOf([turn('One?', { attachments })])));
    assert.deepEqual(restored?.conversation.turns[0]?.attachments, attachments);
  });

  it('restores a conversation of a time before attempts were kept', () => {
    const kept = JSON.parse(archived(conversationOf([turn('One?')]))) as {
      conversation: { turns: { answer: { effort: Record<string, unknown> } }[] };
    };
    const { effort } = kept.conversation.turns[0]!.answer;
    delete effort.tries;
    delete effort.isCostPartial;
    const restored = fromArchive(JSON.stringify(kept))?.conversation.turns[0]?.answer.effort;
    assert.deepEqual([restored?.tries, restored?.isCostPartial], [[], false]);
  });

  it('offers no continuation of an answer of another window: its attempts are forgotten', () => {
    const stopped = {
      attempts: [attempt({ outcome: 'failed', failure: failure('stalled') })],
      skipped: [],
      next: beta,
    };
    const answer = answerOf(asks(alpha), says('Half'), { type: 'failed', failure: stopped });
    const restored = fromArchive(archived(conversationOf([turn('Why?', { answer })])))?.conversation.turns[0]?.answer
      .state;
    assert.ok(restored?.type === 'failed');
    assert.equal(restored.problem.continueWith, undefined);
    assert.equal(restored.problem.title, 'The answer broke off.');
  });

  it('shows an answer that was being written as interrupted', () => {
    const running = turn('Why?', { answer: answerOf(asks(alpha), says('Bec')) });
    const kept = fromArchive(archived(conversationOf([running])))?.conversation;
    assert.equal(kept?.turns[0]?.answer.state.type, 'interrupted');
    assert.equal(kept.turns[0].answer.text, 'Bec');
  });

  it('refuses other documents and unknown versions', () => {
    for (const text of [
      '',
      'null',
      '{',
      '[]',
      '{"version":1}',
      '{"version":2,"conversation":{"turns":[],"draft":""}}',
    ]) {
      assert.equal(fromArchive(text), undefined, text);
    }
  });

  it('loses only the value that cannot be read', () => {
    const whole = archived(conversationOf([turn('One?'), turn('Two?')], 'x'));
    const places = [
      ['effort', 'inputTokens', 'x5'],
      ['effort', 'cost', null],
      ['effort', 'attempts', -1],
      ['effort', undefined, 'none'],
      ['state', undefined, { type: 'from the future' }],
      ['writers', undefined, [{ providerId: 7 }]],
      ['switches', undefined, 'none'],
    ] as const;
    for (const [part, field, value] of places) {
      const kept = JSON.parse(whole) as { conversation: { turns: { answer: Record<string, unknown> }[] } };
      const { answer } = kept.conversation.turns[0]!;
      if (field === undefined) answer[part] = value;
      else answer[part] = { ...(answer[part] as object), [field]: value };
      const restored = fromArchive(JSON.stringify(kept));
      assert.equal(restored?.lost, 0, part);
      const texts = restored.conversation.turns.map(({ prompt, answer: { text } }) => [prompt, text]);
      assert.deepEqual(
        texts,
        fromArchive(whole)!.conversation.turns.map(({ prompt, answer: { text } }) => [prompt, text]),
      );
    }
  });

  it('counts every unreadable text, whatever stands in its place', () => {
    const whole = archived(conversationOf([turn('One?', { attachments: [attachment(), attachment()] })], 'x'));
    type Fields = Record<string, unknown>;
    const places: Readonly<Record<string, (turn: Fields, conversation: Fields, value: unknown) => void>> = {
      prompt: (kept, _, value) => (kept['prompt'] = value),
      answer: (kept, _, value) => ((kept['answer'] as Fields)['text'] = value),
      thinking: (kept, _, value) => ((kept['answer'] as Fields)['thinking'] = value),
      attachments: (kept, _, value) => (kept['attachments'] = value),
      attachment: (kept, _, value) => ((kept['attachments'] as unknown[])[1] = value),
      'attached text': (kept, _, value) => ((kept['attachments'] as Fields[])[1]!['text'] = value),
      draft: (_, conversation, value) => (conversation['draft'] = value),
    };
    for (const [name, put] of Object.entries(places)) {
      for (const value of [null, true, 7, ['text'], { text: 'x' }]) {
        if (name === 'attachments' && Array.isArray(value)) continue;
        const document = JSON.parse(whole) as { conversation: { turns: Fields[] } & Fields };
        // Something else of the turn is left to be shown.
        document.conversation.turns[0]!['answer'] = { text: 'Yes.' };
        put(document.conversation.turns[0]!, document.conversation, value);
        if (name === 'answer') document.conversation.turns[0]!['prompt'] = 'One?';
        const restored = fromArchive(JSON.stringify(document));
        assert.deepEqual(
          [restored?.conversation.turns.length, restored?.lost],
          [1, 1],
          `${name}: ${JSON.stringify(value)}`,
        );
      }
    }
  });

  it('keeps all other turns whatever one of them holds', () => {
    const whole = conversationOf([turn('One?'), turn('Two?', { attachments: [attachment()] }), turn('Three?')], 'x');
    const plain = JSON.parse(archived(whole)) as { conversation: { turns: unknown[] } };
    const others = (kept: ReturnType<typeof fromArchive>) =>
      kept?.conversation.turns
        .filter(({ prompt }) => prompt === 'One?' || prompt === 'Three?')
        .map((each) => ({ ...each, parentId: undefined }));
    const expected = others(fromArchive(JSON.stringify(plain)));
    assert.equal(expected?.length, 2);
    fc.assert(
      fc.property(fc.jsonValue(), fc.array(fc.nat(20), { maxLength: 5 }), (value, steps) => {
        const document = structuredClone(plain);
        let place: unknown = document.conversation.turns;
        let key: string | number = 1;
        for (const step of steps) {
          const inner: unknown = (place as Record<string | number, unknown>)[key];
          const keys = typeof inner === 'object' && inner !== null ? Object.keys(inner) : [];
          if (keys.length === 0) break;
          [place, key] = [inner, keys[step % keys.length]!];
        }
        (place as Record<string | number, unknown>)[key] = value;
        assert.deepEqual(others(fromArchive(JSON.stringify(document))), expected);
      }),
    );
  });

  it('counts a turn that cannot be read and keeps all others', () => {
    for (const damaged of [null, 7, 'text', [], { id: 'x' }, { id: 'x', prompt: 7, answer: { text: null } }]) {
      const kept = JSON.parse(archived(conversationOf([turn('One?'), turn('Two?'), turn('Three?')]))) as {
        conversation: { turns: unknown[] };
      };
      kept.conversation.turns[1] = damaged;
      const restored = fromArchive(JSON.stringify(kept));
      assert.equal(restored?.lost, 1);
      assert.deepEqual(
        restored.conversation.turns.map(({ prompt }) => prompt),
        ['One?', 'Three?'],
      );
    }
  });

  it('survives any damage', () => {
    const text = archived(conversationOf([turn('One?')], 'x'));
    fc.assert(
      fc.property(fc.nat(text.length), fc.nat(text.length), fc.string(), (from, length, replacement) => {
        const damaged = text.slice(0, from) + replacement + text.slice(from + length);
        const read = fromArchive(damaged);
        assert.ok(read === undefined || Array.isArray(read.conversation.turns));
      }),
    );
  });
});
