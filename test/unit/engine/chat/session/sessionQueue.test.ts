import assert from 'node:assert/strict';
import { describeWithSqlite } from '../../../../../tools/test/withSqlite';
import { alpha, asks, attachedImage, done, says } from '../fixtures';
import { answers, chatWorld, hangsAfter, settled, tells } from './chatWorld';

describeWithSqlite('ChatSession, its queue', () => {
  let world: ReturnType<typeof chatWorld>;
  beforeEach(() => (world = chatWorld()));
  afterEach(() => world.dispose());

  /** An answer that ends when it is told to. */
  function held(text: string) {
    let end: () => void = () => undefined;
    const ended = new Promise<void>((resolve) => (end = resolve));
    const ask = async function* () {
      yield asks(alpha);
      yield says(text);
      await ended;
      yield done();
    };
    return { ask, end };
  }

  it('sends one prompt after the other as each answer ends', async () => {
    const first = held('A');
    const { session, send, lines } = await world.open([first.ask, answers('B'), answers('C')]);
    send('One?');
    await settled();
    send('Two?');
    send('Three?');
    assert.deepEqual(
      session.state.queue.map(({ prompt }) => prompt),
      ['Two?', 'Three?'],
    );
    first.end();
    await settled();
    await settled();
    assert.deepEqual(lines(), ['One?: A (done)', 'Two?: B (done)', 'Three?: C (done)']);
    assert.deepEqual(session.state.queue, []);
  });

  it('stands still when the answer before it failed or was stopped, and goes on after the next that ends well', async () => {
    const { session, send, lines } = await world.open([
      hangsAfter(asks(alpha), says('A')),
      answers('Again.'),
      answers('B'),
    ]);
    send('One?');
    await settled();
    send('Two?');
    session.stop();
    await settled();
    assert.equal(session.state.queue.length, 1);
    session.retry();
    await settled();
    await settled();
    assert.deepEqual(lines(), ['One?: Again. (done)', 'Two?: B (done)']);
  });

  it('is sent by hand where it stands still', async () => {
    const { session, send, lines } = await world.open([hangsAfter(asks(alpha), says('A')), answers('B')]);
    send('One?');
    await settled();
    send('Two?');
    session.sendQueued(session.state.queue[0]!.id);
    assert.equal(session.state.queue.length, 1, 'not while an answer is written');
    session.stop();
    session.sendQueued(session.state.queue[0]!.id);
    await settled();
    assert.deepEqual(lines(), ['One?: A (stopped)', 'Two?: B (done)']);
    assert.deepEqual(session.state.queue, []);
  });

  it('follows the answer it was queued for, without moving who looks at another branch', async () => {
    const slow = held('Slow');
    const { session, send, lines } = await world.open([answers('A'), slow.ask, answers('B')]);
    send('One?');
    await settled();
    const [first] = session.state.turns;
    session.regenerate(first!.id);
    await settled();
    send('Two?');
    session.showBranch(first!.id);
    slow.end();
    await settled();
    await settled();
    assert.deepEqual(lines(), ['One?: A (done)']);
    session.showBranch(session.state.turns.at(-1)!.id);
    assert.deepEqual(lines(), ['One?: Slow (done)', 'Two?: B (done)']);
  });

  it('sends a prompt that does not come from the box and leaves the box as it is, also into the queue', async () => {
    const { session, conversations, send, lines } = await world.open([
      answers('One.'),
      tells(asks(alpha), says('Two')),
    ]);
    const picture = attachedImage();
    conversations.addImage(picture, new Uint8Array([1, 2, 3]));
    session.setDraft('/fix');
    session.sendBeside({ prompt: '/fix', attachments: [] });
    await settled();
    assert.deepEqual(lines(), ['/fix: One. (done)']);
    assert.deepEqual(
      [session.state.draft, session.state.images, session.state.turns[0]?.images],
      ['/fix', [picture], []],
    );
    send('And?');
    session.setDraft('next');
    session.sendBeside({ prompt: '/doc', attachments: [] });
    assert.deepEqual(
      session.state.queue.map(({ prompt, images }) => [prompt, images]),
      [['/doc', []]],
    );
    assert.equal(session.state.draft, 'next');
  });
});
