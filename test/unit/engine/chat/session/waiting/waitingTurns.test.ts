import assert from 'node:assert/strict';
import type { AnswerEvent } from '../../../../../../src/engine/failover/api/answer';
import { describeWithSqlite } from '../../../../../../tools/test/withSqlite';
import { provider, statusOf } from '../../../../editor/fixtures';
import { alpha, asks, attempt, failure, says } from '../../fixtures';
import { answers, type Ask, type ChatWindow, chatWorld, settled, tells } from '../chatWorld';

const overloaded = (retryAt?: number): AnswerEvent => ({
  type: 'failed',
  failure: {
    attempts: [attempt({ outcome: 'failed', failure: failure('overloaded') })],
    skipped: [],
    ...(retryAt === undefined ? {} : { retryAt }),
  },
});
const minute = 60_000;
const back = statusOf([provider('Alpha')]);

describeWithSqlite('A turn that waits', () => {
  let world: ReturnType<typeof chatWorld>;
  beforeEach(() => (world = chatWorld()));
  afterEach(() => world.dispose());

  const waits = async (window: ChatWindow): Promise<void> => {
    window.send('Why?');
    await settled();
    assert.equal(window.last().state.type, 'waiting');
  };
  const down = (retryAt?: number): Ask => tells(asks(alpha), overloaded(retryAt));

  it('says for whom and until when, keeps its prompt, and is sent by itself then', async () => {
    const until = world.clock.now() + 2 * minute;
    const window = await world.open([down(until), answers('So.')]);
    await waits(window);
    const { state } = window.last();
    assert.ok(state.type === 'waiting');
    assert.deepEqual([state.for, state.until, state.since], ['Alpha', until, world.clock.now()]);
    assert.equal(window.session.state.draft, '');
    window.setStatus(back);
    assert.equal(window.asked.length, 1, 'not before its time');
    await world.clock.advance(2 * minute);
    assert.deepEqual(window.lines(), ['Why?: So. (done)']);
  });

  it('is sent as soon as a provider is back whose time was not known', async () => {
    const window = await world.open([down(), answers('So.')]);
    await waits(window);
    await world.clock.advance(5 * minute);
    assert.equal(window.asked.length, 1);
    window.setStatus(back);
    await settled();
    assert.deepEqual(window.lines(), ['Why?: So. (done)']);
  });

  it('goes on with the text that there is', async () => {
    const window = await world.open([tells(asks(alpha), says('First half'), overloaded()), answers('.')]);
    await waits(window);
    await world.clock.advance(minute);
    window.setStatus(back);
    await settled();
    assert.deepEqual(window.asked[1]?.options.resume, { text: 'First half', attempts: [] });
  });

  it('asks a provider that still fails less and less often', async () => {
    const window = await world.open(tells(asks(alpha), overloaded()));
    window.setStatus(back);
    await waits(window);
    const at: number[] = [];
    for (let second = 1; second <= 200; second += 1) {
      const before = window.asked.length;
      await world.clock.advance(1_000);
      if (window.asked.length > before) at.push(second);
    }
    assert.deepEqual(at, [5, 20, 50, 110, 170]);
  });

  it('offers to be asked again after half an hour', async () => {
    const window = await world.open([down()]);
    await waits(window);
    await world.clock.advance(30 * minute);
    assert.equal(window.last().state.type, 'failed');
    window.setStatus(back);
    await settled();
    const { state } = window.last();
    assert.ok(state.type === 'failed');
    assert.deepEqual([window.asked.length, state.problem.ready], [1, 'Alpha']);
  });

  it('does not wait for hours, nor where the user does not want it', async () => {
    const late = await world.open([down(world.clock.now() + 60 * minute)]);
    late.send('Why?');
    await settled();
    assert.equal(late.last().state.type, 'failed');
    assert.equal(late.session.state.draft, 'Why?');
    const unwanted = await world.open([down()], { sendWhenBack: false });
    unwanted.conversations.newConversation();
    unwanted.send('Why?');
    await settled();
    assert.equal(unwanted.last().state.type, 'failed');
  });

  it('can be stopped', async () => {
    const window = await world.open([down()]);
    await waits(window);
    window.session.stopWaiting(window.session.state.leafId!);
    assert.equal(window.last().state.type, 'failed');
    window.setStatus(back);
    await world.clock.advance(minute);
    assert.equal(window.asked.length, 1);
  });

  it('can be sent elsewhere where another than the pinned provider could serve', async () => {
    const window = await world.open([down(), answers('So.')]);
    await waits(window);
    window.setStatus(
      statusOf([provider('Alpha', { state: 'down' }), provider('Beta')], { pinned: 'alpha', ready: undefined }),
    );
    const { state } = window.last();
    assert.ok(state.type === 'waiting');
    assert.equal(state.elsewhere, 'Beta');
    window.session.sendElsewhere(window.session.state.leafId!);
    await settled();
    assert.equal(window.asked[1]?.options.beyondPin, true);
    assert.deepEqual(window.lines(), ['Why?: So. (done)']);
  });

  it('takes further prompts into the queue, which follow when it is answered', async () => {
    const window = await world.open([down(), answers('So.'), answers('And.')]);
    await waits(window);
    window.send('And?');
    await world.clock.advance(minute);
    window.setStatus(back);
    await settled();
    await settled();
    assert.deepEqual(window.lines(), ['Why?: So. (done)', 'And?: And. (done)']);
  });

  it('still waits after a reload, and is sent then', async () => {
    const killed = await world.open([down()]);
    await waits(killed);
    killed.kill();
    const window = await world.open([answers('So.')]);
    assert.equal(window.last().state.type, 'waiting');
    window.setStatus(back);
    await settled();
    assert.deepEqual(window.lines(), ['Why?: So. (done)']);
  });

  it('is sent by one window alone', async () => {
    const one = await world.open([down(), answers('So.')]);
    await waits(one);
    const two = await world.open([answers('So.')]);
    await world.clock.advance(minute);
    one.setStatus(back);
    two.setStatus(back);
    await world.clock.advance(6_000);
    assert.equal(one.asked.length + two.asked.length, 2);
    for (const { lines } of [one, two]) assert.deepEqual(lines(), ['Why?: So. (done)']);
  });
});
