import assert from 'node:assert/strict';
import { describeWithSqlite } from '../../../../../tools/test/withSqlite';
import { alpha, asks, says } from '../fixtures';
import { answers, chatWorld, hangsAfter, settled } from './chatWorld';

describeWithSqlite('Conversations that cannot be saved', () => {
  let world: ReturnType<typeof chatWorld>;
  beforeEach(() => (world = chatWorld()));
  afterEach(() => world.dispose());

  it('are told once, shown all the same, and saved as soon as that is possible again', async () => {
    const window = await world.open(answers('So.'));
    // As a full disk does.
    window.database.run('PRAGMA query_only = 1');
    for (const prompt of ['One?', 'Two?']) {
      window.send(prompt);
      await settled();
    }
    assert.deepEqual(window.lines(), ['One?: So. (done)', 'Two?: So. (done)']);
    assert.equal(window.warnings.length, 1);
    assert.notEqual(window.conversations.notice, '');
    window.database.run('PRAGMA query_only = 0');
    await world.clock.advance(10_000);
    assert.equal(window.conversations.notice, '');
    window.kill();
    assert.deepEqual((await world.open()).lines(), ['One?: So. (done)', 'Two?: So. (done)']);
  });

  it('lose nothing where several changes were to be made as one', async () => {
    const window = await world.open([hangsAfter(asks(alpha), says('A'))]);
    window.send('One?');
    await settled();
    window.database.run('PRAGMA query_only = 1');
    window.send('Two?');
    window.send('Three?');
    window.session.change((state) => ({ ...state, queue: state.queue.toReversed() }));
    window.database.run('PRAGMA query_only = 0');
    await world.clock.advance(10_000);
    window.kill();
    const { session } = await world.open();
    assert.deepEqual(
      session.state.queue.map(({ prompt }) => prompt),
      ['Three?', 'Two?'],
    );
  });
});
