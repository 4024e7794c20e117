import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { emptyAnswer } from '../../../src/engine/chat/conversation/answerState';
import type { Turn } from '../../../src/engine/chat/conversation/turn';
import { pathTo } from '../../../src/engine/chat/conversation/turnTree';
import type { ExchangedConversation } from '../../../src/engine/chat/exchange/exchangedConversation';
import { exchangedFrom, importExchanged } from '../../../src/engine/chat/exchange/exchangedConversation';
import { conversationFromJson, conversationToJson } from '../../../src/engine/chat/exchange/json';
import { conversationFromMarkdown, conversationToMarkdown } from '../../../src/engine/chat/exchange/markdown';
import { describeWithSqlite } from '../../../tools/test/withSqlite';
import { attachedImage, attachment } from '../../unit/engine/chat/fixtures';
import { testStore } from '../../unit/engine/chat/store/storeFixtures';

/** Texts with what Markdown and our own comments are made of. */
const anyText = fc
  .array(
    fc.oneof(
      fc.string({ unit: 'grapheme', maxLength: 8 }),
      fc.constantFrom('\n', '\r\n', '\r', '\u2028', '# ', '## You\n', '```\n', '--', '-->', '<!--', '<!---'),
      fc.constantFrom('<!-- everpair: end -->', '\n<!-- everpair: end -->\n', '<!-- everpair: answer {} -->\n', '> '),
    ),
    { maxLength: 12 },
  )
  .map((parts) => parts.join(''));
const someText = anyText.filter((text) => text !== '');

const anyConversation: fc.Arbitrary<ExchangedConversation> = fc
  .record({
    title: anyText,
    createdAt: fc.nat(),
    links: fc.array(fc.record({ parent: fc.nat(), prompt: someText, text: anyText, hasMore: fc.boolean() }), {
      minLength: 1,
      maxLength: 8,
    }),
    leaf: fc.nat(),
  })
  .map(({ title, createdAt, links, leaf }) => {
    const turns = links.map(({ parent, prompt, text, hasMore }, index): Turn => {
      const parentIndex = parent % (index + 1);
      const state = hasMore ? ({ type: 'done', reason: 'stop' } as const) : ({ type: 'interrupted' } as const);
      const writers = hasMore ? [{ providerId: 'p', label: 'p', model: text }] : [];
      return {
        id: `t${index}`,
        ...(parentIndex === index ? {} : { parentId: `t${parentIndex}` }),
        askedAt: index,
        prompt,
        attachments: hasMore ? [attachment()] : [],
        images: hasMore ? [attachedImage({ id: `i${index}`, bytes: 2, thumbnail: '' })] : [],
        answer: { ...emptyAnswer, text, state, writers },
      };
    });
    const images = turns
      .flatMap((turn) => turn.images)
      .map(({ id, mediaType }, index) => {
        return [id, { mediaType, bytes: new Uint8Array([index, 255]) }] as const;
      });
    return { title, createdAt, turns, leafId: `t${leaf % turns.length}`, images: new Map(images) };
  });

/** As JSON has it: a field that is absent and one that is undefined are the same. */
const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

describe('an exported conversation', () => {
  it('is the same when it is read again from JSON, with all branches and images', () => {
    fc.assert(
      fc.property(anyConversation, (conversation) => {
        const read = conversationFromJson(conversationToJson(conversation));
        assert.deepEqual(plain(read), plain(conversation));
        assert.deepEqual(read?.images, conversation.images);
      }),
    );
  });

  it('has the prompts and answers of the branch shown when it is read again from Markdown', () => {
    fc.assert(
      fc.property(anyConversation, fc.boolean(), (conversation, isWindows) => {
        const shown = pathTo(conversation.turns, conversation.leafId);
        const written = conversationToMarkdown(conversation);
        const hasReturns = written.includes('\r');
        const text = isWindows && !hasReturns ? written.replaceAll('\n', '\r\n') : written;
        let ids = 0;
        const read = conversationFromMarkdown(text, () => `new${(ids += 1)}`);
        const partsOf = ({ prompt, askedAt, answer }: Turn): unknown =>
          plain({ prompt, askedAt, text: answer.text, state: answer.state, writers: answer.writers });
        assert.ok(read);
        assert.deepEqual(read.turns.map(partsOf), shown.map(partsOf));
        assert.deepEqual([read.title, read.createdAt], [conversation.title, conversation.createdAt]);
        assert.deepEqual(pathTo(read.turns, read.leafId), read.turns);
      }),
    );
  });
});

describe('what is no exported conversation', () => {
  it('is told apart, and never throws', () => {
    fc.assert(
      fc.property(fc.oneof(anyText, fc.json()), (text) => {
        assert.equal(conversationFromJson(text), undefined);
        assert.equal(
          conversationFromMarkdown(text, () => 'x'),
          undefined,
        );
      }),
    );
  });
});

describeWithSqlite('an imported conversation', () => {
  it('is the same in another store, under new ids', () => {
    const { store, database } = testStore();
    let number = 0;
    const newId = (): string => `${(number += 1)}`;
    fc.assert(
      fc.property(anyConversation, (conversation) => {
        const id = newId();
        importExchanged(store, conversation, { id, newId });
        const kept = exchangedFrom(store, id);
        const places = new Map(kept?.turns.map((turn, index) => [turn.id, index]));
        const shape = (
          { turns, leafId, images }: ExchangedConversation,
          placeOf: (turnId: string) => unknown,
        ): unknown =>
          plain({
            leaf: placeOf(leafId ?? ''),
            images: [...images.values()].map(({ bytes }) => [...bytes]),
            turns: turns.map(({ parentId, prompt, answer, images: own }) => [
              placeOf(parentId ?? ''),
              prompt,
              answer,
              own.length,
            ]),
          });
        assert.deepEqual(
          kept && shape(kept, (turnId) => places.get(turnId)),
          shape(conversation, (turnId) => (turnId === '' ? undefined : Number(turnId.slice(1)))),
        );
      }),
      { numRuns: 50 },
    );
    database.dispose();
  });
});
