import assert from 'node:assert/strict';
import { describeWithSqlite } from '../../../../../tools/test/withSqlite';
import { alpha, asks, attachedImage, done, says } from '../fixtures';
import { answers, chatWorld, hangsAfter, settled, tells } from './chatWorld';

describeWithSqlite('Conversations, after a reload', () => {
  let world: ReturnType<typeof chatWorld>;
  beforeEach(() => (world = chatWorld()));
  afterEach(() => world.dispose());

  it('show an answer of a window that was killed as interrupted, with all that was shown, and go on with it', async () => {
    const killed = await world.open([hangsAfter(asks(alpha), says('First half, '), says('and'))]);
    killed.send('Why?');
    await settled();
    // As the channel does before it posts.
    killed.conversations.flush();
    killed.kill();
    const { session, lines, asked } = await world.open([tells(asks(alpha), says(' more.'), done())]);
    assert.deepEqual(lines(), ['Why?: First half, and (interrupted)']);
    session.goOn();
    await settled();
    assert.deepEqual(asked[0]?.options.resume, { text: 'First half, and', attempts: [] });
    assert.deepEqual(lines(), ['Why?: First half, and more. (done)']);
  });

  it('lose no more than a quarter of a second where no page shows the text', async () => {
    const killed = await world.open([hangsAfter(asks(alpha), says('All of it'))]);
    killed.send('Why?');
    await world.clock.advance(250);
    killed.kill();
    assert.deepEqual((await world.open()).lines(), ['Why?: All of it (interrupted)']);
  });

  it('ask again where nothing was written', async () => {
    const killed = await world.open([hangsAfter(asks(alpha))]);
    killed.send('Why?');
    await settled();
    killed.kill();
    const { session, lines, asked } = await world.open([answers('So.')]);
    session.goOn();
    await settled();
    assert.equal(asked[0]?.options.resume, undefined);
    assert.deepEqual(lines(), ['Why?: So. (done)']);
  });

  it('have the draft, its images and the queue', async () => {
    const killed = await world.open([hangsAfter(asks(alpha), says('A'))]);
    killed.send('One?');
    await settled();
    killed.send('Two?');
    const image = attachedImage();
    assert.equal(killed.conversations.addImage(image, Uint8Array.of(1, 2, 3)), true);
    killed.session.setDraft('half a');
    killed.conversations.flush();
    killed.kill();
    const { session, conversations, send } = await world.open([answers('B')]);
    assert.equal(session.state.draft, 'half a');
    assert.deepEqual(session.state.images, [image]);
    assert.deepEqual([...conversations.image('i')!.bytes], [1, 2, 3]);
    assert.deepEqual(
      session.state.queue.map(({ prompt }) => prompt),
      ['Two?'],
    );
    send('With an image');
    assert.deepEqual([session.state.images, session.state.turns.at(-1)?.images], [[], [image]]);
  });

  it('show the conversation that the window had shown, else the latest of its folder', async () => {
    const a = { key: 'file:///a', name: 'a' };
    const shown = { id: undefined };
    const window = await world.open(answers('So.'), { folder: a, shown });
    window.send('First?');
    await settled();
    const firstId = window.session.id;
    await world.clock.advance(1_000);
    window.conversations.newConversation();
    window.send('Second?');
    await settled();
    window.conversations.open(firstId);
    window.close();
    assert.deepEqual((await world.open([], { folder: a, shown })).lines(), ['First?: So. (done)']);
    assert.deepEqual((await world.open([], { folder: a })).lines(), ['Second?: So. (done)']);
    assert.deepEqual((await world.open([], { folder: { key: 'file:///b', name: 'b' } })).lines(), []);
    assert.deepEqual((await world.open()).lines(), []);
  });
});
