import assert from 'node:assert/strict';
import {
  type Conversation,
  withBranch,
  withEdit,
  withEvent,
  withPrompt,
  withRegeneration,
} from '../../../../../src/engine/chat/conversation/conversation';
import { turnViews } from '../../../../../src/engine/chat/view/viewModel';
import { attachedImage, conversationOf, done, says, turn } from '../fixtures';

const noCode = () => ({ blocks: 0, isCut: false });
const two = conversationOf([turn('One?', { askedAt: 5 }), turn('Two?')]);
const branches = (conversation: Conversation) => turnViews(conversation, noCode).map(({ branch }) => branch);

describe('turnViews', () => {
  it('tell when each turn was asked and that it is the only one of its place', () => {
    const [one] = turnViews(two, noCode);
    assert.equal(one?.askedAt, 5);
    assert.deepEqual(branches(two), [
      { ids: ['One?'], index: 0 },
      { ids: ['Two?'], index: 0 },
    ]);
  });

  it('tell of the branches of a turn, the oldest first, and which is shown', () => {
    const again = withRegeneration(two, 'Two?', { id: 'again', askedAt: 1 });
    const edited = withEdit(again, 'Two?', {
      id: 'edited',
      askedAt: 1,
      prompt: 'Second?',
      attachments: [],
      images: [],
    });
    assert.deepEqual(branches(edited)[1], { ids: ['Two?', 'again', 'edited'], index: 2 });
    assert.deepEqual(branches(withBranch(edited, 'again'))[1], { ids: ['Two?', 'again', 'edited'], index: 1 });
  });

  it('leave out a turn that ended without a word once its prompt is asked again', () => {
    const ask = (conversation: Conversation, id: string): Conversation =>
      withPrompt(conversation, { id, askedAt: 1, prompt: 'Three?', attachments: [], images: [] });
    const failed = withEvent(ask(two, 'lost'), 'lost', { type: 'failed', failure: { attempts: [], skipped: [] } });
    assert.deepEqual(branches(failed)[2], { ids: ['lost'], index: 0 });
    const again = withEvent(ask(failed, 'again'), 'again', says('So.'));
    assert.deepEqual(branches(again)[2], { ids: ['again'], index: 0 });
  });

  it('describe an image by its size and keep what else is known of it to the host', () => {
    const notes = [210_000, 3, 1_250_000].map((bytes) => {
      const image = attachedImage({ width: 1200, height: 800, bytes, thumbnail: 'data:' });
      return turnViews(conversationOf([turn('One?', { images: [image] })]), noCode)[0]?.images[0];
    });
    assert.deepEqual(notes[0], { id: 'i', name: 'a.png', thumbnail: 'data:', note: '1,200 × 800, 210 KB' });
    assert.deepEqual(
      notes.map((each) => each?.note),
      ['1,200 × 800, 210 KB', '1,200 × 800, 1 KB', '1,200 × 800, 1.3 MB'],
    );
  });

  it('tell what code of an answer can be applied, once it has ended, and read it once', () => {
    const read: string[] = [];
    const readCode = (text: string) => ({ blocks: read.push(text), isCut: true });
    const running = withPrompt(conversationOf([]), { ...turn('Code?'), id: 'code' });
    const writing = withEvent(running, 'code', says('```\na\n```'));
    const codeIn = (conversation: Conversation) => turnViews(conversation, readCode).at(-1)?.code;
    assert.deepEqual(codeIn(writing), { blocks: 0, isCut: false });
    const ended = withEvent(writing, 'code', done());
    assert.deepEqual(
      [codeIn(ended), codeIn(ended)],
      [
        { blocks: 1, isCut: true },
        { blocks: 1, isCut: true },
      ],
    );
    assert.deepEqual(read, ['```\na\n```']);
  });
});
